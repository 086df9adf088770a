package org.holdfast.freeze.app.fact.kafka;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.holdfast.freeze.app.aggregate.Aggregates;
import org.holdfast.freeze.app.coverage.CoverageAggregate;
import org.holdfast.freeze.app.fact.FactLog;
import org.holdfast.freeze.app.fact.FactPosition;
import org.holdfast.freeze.app.fact.Facts;
import org.holdfast.freeze.app.fact.TopicSeen;
import org.holdfast.freeze.app.settings.FreezeSettings;
import org.holdfast.freeze.app.watch.ClockCheck;
import org.holdfast.freeze.coordination.DraftRules;
import org.holdfast.freeze.coordination.FactEvent;
import org.holdfast.freeze.coordination.FreezeProcess;
import org.holdfast.kit.digest.Digests;
import org.holdfast.kit.kafka.KafkaConsumerLoop;
import org.holdfast.kit.kafka.RecordHandler;
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
 * Takes facts in from Kafka. Events, what a fact may ask for, its id and the position in the topic are one database
 * transaction: a crash anywhere repeats nothing and misses nothing. A record that cannot be read, or not be recorded by
 * itself, goes to quarantine, and the next is read; after any other failure reading starts again at the stored
 * position.
 */
@Component
public class KafkaFactInbox implements SmartLifecycle, RecordHandler {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaFactInbox.class);
    private static final int RECORDS_AT_ONCE_MAX = 200;
    /** A fact that fails so often in a transaction of its own is bad. */
    private static final int TRIES_ALONE_MAX = 4;

    private static final TopicPartition FACTS = new TopicPartition(Topics.TRACING_FACTS, 0);

    private final FreezeSettings settings;
    private final FactReader facts;
    private final Facts store;
    private final FactLog log;
    private final TransactionTemplate transactions;
    private final Aggregates aggregates;
    private final DraftRules rules;
    private final Clock clock;
    private final ClockCheck check;
    private final FactTopic topics;
    private volatile @Nullable BackgroundLoop loop;
    // Used by the thread of the loop alone.
    private Suspects suspects = new Suspects("", 0);
    private long failedOffset = -1;
    private int failures;

    /** The records of a failed transaction: those of a topic before an offset. */
    private record Suspects(String topicId, long end) {
        boolean contains(TopicSeen topic, long offset) {
            return topicId.equals(topic.id()) && offset < end;
        }
    }

    @SuppressWarnings("TooManyParameters") // Its parts.
    KafkaFactInbox(
            FreezeSettings settings,
            Facts store,
            FactLog log,
            Aggregates aggregates,
            DraftRules rules,
            TransactionTemplate transactions,
            Clock clock,
            ClockCheck check,
            FactTopic topics) {
        this.settings = settings;
        this.facts = new FactReader(Set.copyOf(settings.vasps()));
        this.store = store;
        this.log = log;
        this.aggregates = aggregates;
        this.rules = rules;
        this.transactions = transactions;
        this.clock = clock;
        this.check = check;
        this.topics = topics;
    }

    /** What the inbox is doing. */
    LoopStatus status() {
        BackgroundLoop started = loop;
        return started == null ? LoopStatus.NEW : started.status();
    }

    @Override
    public void start() {
        Map<String, Object> broker = settings.kafka().access().settings(Map.of());
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
        TopicSeen topic = topics.look();
        return Objects.requireNonNull(
                transactions.execute(status -> placed(topic).nextOffset()));
    }

    /** The stored position, once it is known to be one of this topic. */
    private FactPosition placed(TopicSeen before) {
        FactPosition kept = store.position(FACTS.topic());
        // Another instance may have read on since the look, beyond the end that was seen.
        TopicSeen topic = kept.fits(before) ? before : topics.look();
        kept.require(topic);
        var placed = new FactPosition(topic.id(), kept.nextOffset());
        if (!placed.equals(kept)) {
            store.moveTo(FACTS.topic(), placed);
        }
        return placed;
    }

    /** The topic may have been made again since the last look; whether the position fits is asked there. */
    @Override
    public boolean endsOutOfRange() {
        return false;
    }

    /** All records in one transaction; after a failure each in a transaction of its own, so that one stops no other. */
    @Override
    public void take(List<ConsumerRecord<byte[], byte[]>> records) {
        check.require();
        // Asked after the records came: they are of this topic, or of one that is gone.
        TopicSeen topic = topics.look();
        if (!suspects.contains(topic, records.getFirst().offset())) {
            try {
                transactions.executeWithoutResult(status -> takeInOneTransaction(records, topic));
                return;
            } catch (RuntimeException e) {
                suspects = new Suspects(topic.id(), records.getLast().offset() + 1);
                if (FactFailure.of(e) != FactFailure.REFUSED) {
                    throw e;
                }
            }
        }
        records.forEach(record -> takeAlone(record, topic));
    }

    private void takeAlone(ConsumerRecord<byte[], byte[]> record, TopicSeen topic) {
        try {
            transactions.executeWithoutResult(status -> takeInOneTransaction(List.of(record), topic));
        } catch (RuntimeException e) {
            if (!staysBad(record, e)) {
                throw e;
            }
            InputFault fault = unrecorded(record, e);
            transactions.executeWithoutResult(status -> {
                if (record.offset() >= placed(topic).nextOffset()) {
                    quarantine(record, fault);
                    store.moveTo(FACTS.topic(), new FactPosition(topic.id(), record.offset() + 1));
                }
            });
        }
    }

    private boolean staysBad(ConsumerRecord<byte[], byte[]> record, RuntimeException failure) {
        return switch (FactFailure.of(failure)) {
            case REFUSED -> true;
            case REPEATED -> {
                failures = failedOffset == record.offset() ? failures + 1 : 1;
                failedOffset = record.offset();
                yield failures >= TRIES_ALONE_MAX;
            }
            case ELSEWHERE -> false;
        };
    }

    private void takeInOneTransaction(List<ConsumerRecord<byte[], byte[]>> records, TopicSeen topic) {
        FactPosition position = placed(topic);
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (record.offset() >= position.nextOffset()) {
                take(record);
            }
        }
        long next = Math.max(position.nextOffset(), records.getLast().offset() + 1);
        store.moveTo(FACTS.topic(), new FactPosition(position.topicId(), next));
    }

    private void record(FactEvent event) {
        log.record(event);
        if (event instanceof FactEvent.ValueReachedService fact) {
            aggregates.give(CoverageAggregate.KIND, FreezeProcess.asking(fact, rules, clock.instant()));
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        TracingFact fact;
        List<FactEvent> events;
        try {
            fact = FactReader.parse(record.value() == null ? new byte[0] : record.value());
            events = events(fact);
        } catch (InputFaultException e) {
            quarantine(record, e.fault());
            return;
        }
        // The time of recording may differ between two sendings of one fact; the rest may not.
        String digest =
                Digests.sha256(fact.toBuilder().clearRecordedAt().build().toByteArray());
        var before = store.claim(new FactId(fact.getFactId()), digest);
        if (before.isEmpty()) {
            events.forEach(this::record);
        } else if (!before.get().equals(digest)) {
            quarantine(record, contradicted(fact));
        }
    }

    private void quarantine(ConsumerRecord<byte[], byte[]> record, InputFault fault) {
        LOG.error("a fact goes to quarantine, offset {}: {}", record.offset(), fault.sentence());
        store.quarantine(
                record.topic(),
                record.partition(),
                record.offset(),
                record.key(),
                record.value(),
                fault.code(),
                fault.sentence());
    }

    /** Reading a fact needs the fact alone, so a failure comes from it and stays. */
    private List<FactEvent> events(TracingFact fact) {
        try {
            return facts.events(fact, clock.instant());
        } catch (InputFaultException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.error("the reader of facts has a defect", e);
            throw new InputFaultException(unrecorded(fact.getFactId(), e), e);
        }
    }

    private static InputFault contradicted(TracingFact fact) {
        return new InputFault(
                "freeze.fact.contradicted",
                "a fact was sent again with another content",
                fact.getFactId(),
                "the content of the first sending",
                "another content",
                "look at the record in quarantine");
    }

    private static InputFault unrecorded(ConsumerRecord<byte[], byte[]> record, RuntimeException e) {
        return unrecorded("offset " + record.offset(), e);
    }

    private static InputFault unrecorded(String fact, RuntimeException e) {
        return new InputFault(
                "freeze.fact.unrecorded",
                "a fact cannot be recorded",
                InputFault.quote(fact),
                "a fact that this version can record",
                InputFault.quote(String.valueOf(e.getMessage())),
                "look at the record in quarantine and report it");
    }
}
