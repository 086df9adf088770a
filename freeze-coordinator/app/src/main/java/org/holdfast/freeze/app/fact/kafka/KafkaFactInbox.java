package org.holdfast.freeze.app.fact.kafka;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.holdfast.freeze.app.access.Digests;
import org.holdfast.freeze.app.fact.FactLog;
import org.holdfast.freeze.app.fact.Facts;
import org.holdfast.freeze.app.settings.FreezeSettings;
import org.holdfast.freeze.coordination.FactEvent;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.primitives.id.FactId;
import org.holdfast.records.Topics;
import org.holdfast.records.tracing.v1.TracingFact;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes facts in from Kafka. Events, the fact's id and the position in the topic are one database transaction: a crash
 * anywhere repeats nothing and misses nothing. What cannot be read waits in quarantine, and the next is read.
 */
@Component
public class KafkaFactInbox implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaFactInbox.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
    private static final int RECORDS_AT_ONCE_MAX = 50;
    private static final long ADMIN_SECONDS_MAX = 30;
    private static final long STOP_MILLIS_MAX = 20_000;
    private static final TopicPartition FACTS = new TopicPartition(Topics.TRACING_FACTS, 0);

    private final FreezeSettings settings;
    private final FactReader facts;
    private final Facts store;
    private final FactLog log;
    private final TransactionTemplate transactions;
    private final Clock clock;
    private volatile boolean running;
    private volatile String trouble = "";
    private Thread thread = Thread.currentThread();
    private Optional<KafkaConsumer<byte[], byte[]>> consumer = Optional.empty();

    KafkaFactInbox(FreezeSettings settings, Facts store, FactLog log, TransactionTemplate transactions, Clock clock) {
        this.settings = settings;
        this.facts = new FactReader(Set.copyOf(settings.vasps()));
        this.store = store;
        this.log = log;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** What keeps facts from being taken in right now; empty where nothing does. */
    String trouble() {
        return running ? trouble : "facts are not being read";
    }

    @Override
    public void start() {
        ensureTopic();
        Map<String, Object> config = new HashMap<>();
        config.put("bootstrap.servers", settings.kafka().bootstrap());
        config.put("isolation.level", "read_committed");
        config.put("enable.auto.commit", false);
        config.put("auto.offset.reset", "none");
        config.put("max.poll.records", RECORDS_AT_ONCE_MAX);
        var reader = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        consumer = Optional.of(reader);
        running = true;
        thread = Thread.ofPlatform().name("fact-inbox").start(() -> read(reader));
    }

    @Override
    public void stop() {
        running = false;
        consumer.ifPresent(KafkaConsumer::wakeup);
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

    private void ensureTopic() {
        var topic = new NewTopic(Topics.TRACING_FACTS, 1, settings.kafka().replication())
                .configs(Map.of("retention.ms", "-1", "retention.bytes", "-1"));
        try (var admin =
                Admin.create(Map.of("bootstrap.servers", settings.kafka().bootstrap()))) {
            admin.createTopics(List.of(topic)).all().get(ADMIN_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new IllegalStateException("the topic of facts cannot be made", e);
            }
        } catch (TimeoutException e) {
            throw new IllegalStateException("the broker does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private void read(KafkaConsumer<byte[], byte[]> reader) {
        try (reader) {
            reader.assign(List.of(FACTS));
            boolean placed = false;
            while (running) {
                try {
                    if (!placed) {
                        reader.seek(FACTS, position());
                        placed = true;
                    }
                    List<ConsumerRecord<byte[], byte[]>> records =
                            reader.poll(POLL).records(FACTS);
                    if (!records.isEmpty()) {
                        transactions.executeWithoutResult(status -> take(records));
                    }
                    trouble = "";
                } catch (DataAccessException | TransactionException e) {
                    // The database is away or another instance was faster: from where the last transaction ended.
                    LOG.warn("facts wait", e);
                    trouble = String.valueOf(e.getMessage());
                    placed = false;
                    LockSupport.parkNanos(AFTER_FAILURE.toNanos());
                }
            }
        } catch (WakeupException asked) {
            LOG.info("fact inbox stops");
        } catch (RuntimeException e) {
            LOG.error("fact inbox failed", e);
        } finally {
            running = false;
        }
    }

    private long position() {
        Long next = transactions.execute(status -> store.nextOffset(FACTS.topic()));
        return next == null ? 0 : next;
    }

    private void take(List<ConsumerRecord<byte[], byte[]>> records) {
        long next = store.nextOffset(FACTS.topic());
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (record.offset() >= next) {
                take(record);
            }
        }
        store.moveTo(FACTS.topic(), Math.max(next, records.getLast().offset() + 1));
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        try {
            TracingFact fact = FactReader.parse(record.value() == null ? new byte[0] : record.value());
            List<FactEvent> events = facts.events(fact, clock.instant());
            // When it was recorded may differ between two sendings of one fact; what it says may not.
            String digest =
                    Digests.sha256(fact.toBuilder().clearRecordedAt().build().toByteArray());
            var before = store.claim(new FactId(fact.getFactId()), digest);
            if (before.isEmpty()) {
                events.forEach(log::record);
            } else if (!before.get().equals(digest)) {
                throw new InputFaultException(new InputFault(
                        "freeze.fact.contradicted",
                        "a fact came again and says something else",
                        fact.getFactId(),
                        "what it said before",
                        "something else",
                        "look at the record in quarantine"));
            }
        } catch (InputFaultException e) {
            LOG.error("a fact goes to quarantine, offset {}: {}", record.offset(), e.getMessage());
            store.quarantine(
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    record.key(),
                    record.value(),
                    e.fault().code(),
                    e.fault().sentence());
        }
    }
}
