package org.holdfast.tracing.app.fact.kafka;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.holdfast.kit.loop.BackgroundLoop;
import org.holdfast.kit.loop.LoopBounds;
import org.holdfast.kit.loop.LoopReport;
import org.holdfast.kit.loop.LoopStatus;
import org.holdfast.kit.loop.LoopWork;
import org.holdfast.records.Topics;
import org.holdfast.tracing.app.fact.FactNotSentException;
import org.holdfast.tracing.app.fact.Facts;
import org.holdfast.tracing.app.fact.WaitingFact;
import org.holdfast.tracing.app.settings.TracingSettings;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Sends facts from the outbox, in order, and marks each one that the broker has acknowledged. Of several instances on
 * one database one sends at a time. A crash between sending and marking sends a fact again; its id is the same, and
 * readers drop it.
 */
@Component
public class KafkaFactRelay implements SmartLifecycle {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);
    private static final int BLOCKED_MILLIS_MAX = 10_000;
    private static final int ACKNOWLEDGED_MILLIS_MAX = 20_000;
    private static final Duration CLOSE_MAX = Duration.ofSeconds(5);

    private final TracingSettings settings;
    private final Facts facts;
    private final Clock clock;
    private volatile @Nullable BackgroundLoop loop;

    public KafkaFactRelay(TracingSettings settings, Facts facts, Clock clock) {
        this.settings = settings;
        this.facts = facts;
        this.clock = clock;
    }

    /** What the relay is doing. */
    public LoopStatus status() {
        BackgroundLoop started = loop;
        return started == null ? LoopStatus.NEW : started.status();
    }

    @Override
    public void start() {
        loop = BackgroundLoop.start("fact-relay", LoopBounds.DEFAULT, clock, Relay::new);
    }

    @Override
    public void stop() {
        BackgroundLoop started = loop;
        if (started != null) {
            started.stop();
        }
    }

    @Override
    public boolean isRunning() {
        return status().running();
    }

    private final class Relay implements LoopWork {
        private final LoopReport report;
        private final KafkaProducer<byte[], byte[]> producer;

        Relay(LoopReport report) {
            this.report = report;
            Map<String, Object> config = settings.kafka()
                    .access()
                    .settings(Map.of(
                            "acks",
                            "all",
                            "enable.idempotence",
                            true,
                            "max.block.ms",
                            BLOCKED_MILLIS_MAX,
                            "request.timeout.ms",
                            BLOCKED_MILLIS_MAX,
                            "delivery.timeout.ms",
                            ACKNOWLEDGED_MILLIS_MAX));
            this.producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
        }

        @Override
        public Duration round() {
            boolean sent = facts.relay(this::send, clock.instant());
            long waiting = facts.waitingCount();
            report.behind(waiting);
            if (sent || waiting == 0) {
                report.progressed();
            }
            return LOOK_AGAIN;
        }

        private void send(WaitingFact fact) {
            byte[] key = fact.caseId().getBytes(StandardCharsets.UTF_8);
            try {
                producer.send(new ProducerRecord<>(Topics.TRACING_FACTS, 0, key, fact.record()))
                        .get(ACKNOWLEDGED_MILLIS_MAX, TimeUnit.MILLISECONDS);
            } catch (ExecutionException | TimeoutException | KafkaException e) {
                throw new FactNotSentException("the broker did not acknowledge a fact", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new FactNotSentException("interrupted while a fact was sent", e);
            }
        }

        @Override
        public void close() {
            producer.close(CLOSE_MAX);
        }
    }
}
