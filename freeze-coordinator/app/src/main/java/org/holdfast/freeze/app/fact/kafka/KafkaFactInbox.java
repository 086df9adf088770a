package org.holdfast.freeze.app.fact.kafka;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.holdfast.freeze.app.fact.FactLog;
import org.holdfast.freeze.app.fact.Facts;
import org.holdfast.freeze.app.settings.FreezeSettings;
import org.holdfast.freeze.coordination.FactEvent;
import org.holdfast.kit.digest.Digests;
import org.holdfast.kit.kafka.KafkaConsumerLoop;
import org.holdfast.kit.kafka.RecordHandler;
import org.holdfast.kit.kafka.TopicSetup;
import org.holdfast.kit.loop.BackgroundLoop;
import org.holdfast.kit.loop.LoopBounds;
import org.holdfast.kit.loop.LoopStatus;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.primitives.id.FactId;
import org.holdfast.records.Topics;
import org.holdfast.records.tracing.v1.TracingFact;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes facts in from Kafka. Events, the fact's id and the position in the topic are one database transaction: a crash
 * anywhere repeats nothing and misses nothing. A record that cannot be read goes to quarantine, and the next is read;
 * after any other failure reading starts again at the stored position.
 */
@Component
public class KafkaFactInbox implements SmartLifecycle, RecordHandler {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaFactInbox.class);
    private static final int RECORDS_AT_ONCE_MAX = 50;
    private static final TopicPartition FACTS = new TopicPartition(Topics.TRACING_FACTS, 0);

    private final FreezeSettings settings;
    private final FactReader facts;
    private final Facts store;
    private final FactLog log;
    private final TransactionTemplate transactions;
    private final Clock clock;
    private volatile @Nullable BackgroundLoop loop;

    KafkaFactInbox(FreezeSettings settings, Facts store, FactLog log, TransactionTemplate transactions, Clock clock) {
        this.settings = settings;
        this.facts = new FactReader(Set.copyOf(settings.vasps()));
        this.store = store;
        this.log = log;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** What the inbox is doing. */
    LoopStatus status() {
        BackgroundLoop started = loop;
        return started == null ? LoopStatus.NEW : started.status();
    }

    @Override
    public void start() {
        Map<String, Object> broker = settings.kafka().access().settings(Map.of());
        TopicSetup.ensure(
                broker,
                List.of(new NewTopic(Topics.TRACING_FACTS, 1, settings.kafka().replication())
                        .configs(TopicSetup.KEPT_FOREVER)));
        var reading = new KafkaConsumerLoop.Reading(broker, FACTS, RECORDS_AT_ONCE_MAX);
        loop = KafkaConsumerLoop.start("fact-inbox", reading, LoopBounds.DEFAULT, clock, () -> this);
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

    @Override
    public long position() {
        return Objects.requireNonNull(transactions.execute(status -> store.nextOffset(FACTS.topic())));
    }

    @Override
    public void take(List<ConsumerRecord<byte[], byte[]>> records) {
        transactions.executeWithoutResult(status -> takeInOneTransaction(records));
    }

    private void takeInOneTransaction(List<ConsumerRecord<byte[], byte[]>> records) {
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
            // The time of recording may differ between two sendings of one fact; the rest may not.
            String digest =
                    Digests.sha256(fact.toBuilder().clearRecordedAt().build().toByteArray());
            var before = store.claim(new FactId(fact.getFactId()), digest);
            if (before.isEmpty()) {
                events.forEach(log::record);
            } else if (!before.get().equals(digest)) {
                throw new InputFaultException(new InputFault(
                        "freeze.fact.contradicted",
                        "a fact was sent again with another content",
                        fact.getFactId(),
                        "the content of the first sending",
                        "another content",
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
