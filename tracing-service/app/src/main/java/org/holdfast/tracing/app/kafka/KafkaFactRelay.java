package org.holdfast.tracing.app.kafka;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.holdfast.records.Topics;
import org.holdfast.tracing.app.config.TracingSettings;
import org.holdfast.tracing.app.fact.Facts;
import org.holdfast.tracing.app.fact.WaitingFact;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Sends facts from the outbox, in order, and marks each when the broker has it. A crash between the two sends a fact
 * again; readers know it by its id.
 */
@Component
public class KafkaFactRelay implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaFactRelay.class);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(2);
    private static final long ACKNOWLEDGED_SECONDS_MAX = 30;
    private static final long STOP_MILLIS_MAX = 20_000;

    private final TracingSettings settings;
    private final Facts facts;
    private final Clock clock;
    private volatile boolean running;
    private Thread thread = Thread.currentThread();

    KafkaFactRelay(TracingSettings settings, Facts facts, Clock clock) {
        this.settings = settings;
        this.facts = facts;
        this.clock = clock;
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofPlatform().name("fact-relay").start(this::run);
    }

    @Override
    public void stop() {
        running = false;
        LockSupport.unpark(thread);
        try {
            thread.join(STOP_MILLIS_MAX);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void run() {
        Map<String, Object> config =
                Map.of("bootstrap.servers", settings.kafka().bootstrap(), "acks", "all", "enable.idempotence", true);
        try (var producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            while (running) {
                LockSupport.parkNanos((relay(producer) ? LOOK_AGAIN : AFTER_FAILURE).toNanos());
            }
        }
    }

    private boolean relay(KafkaProducer<byte[], byte[]> producer) {
        try {
            for (WaitingFact fact : facts.waiting()) {
                byte[] key = fact.caseId().getBytes(StandardCharsets.UTF_8);
                producer.send(new ProducerRecord<>(Topics.TRACING_FACTS, 0, key, fact.record()))
                        .get(ACKNOWLEDGED_SECONDS_MAX, TimeUnit.SECONDS);
                facts.markSent(fact.position(), clock.instant());
            }
            return true;
        } catch (ExecutionException | TimeoutException | DataAccessException e) {
            LOG.warn("facts wait in the outbox", e);
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            running = false;
            return false;
        }
    }
}
