package org.holdfast.tracing.app.index.kafka;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.holdfast.kit.kafka.DataFaultException;
import org.holdfast.kit.kafka.KafkaConsumerLoop;
import org.holdfast.kit.kafka.RecordHandler;
import org.holdfast.kit.kafka.TopicSetup;
import org.holdfast.kit.loop.BackgroundLoop;
import org.holdfast.kit.loop.LoopBounds;
import org.holdfast.kit.loop.LoopStatus;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.primitives.disk.DiskRoom;
import org.holdfast.records.Topics;
import org.holdfast.records.chain.v1.BlockRetracted;
import org.holdfast.records.chain.v1.ChainRecord;
import org.holdfast.tracing.app.fact.ActiveChain;
import org.holdfast.tracing.app.fact.ArrivingBlock;
import org.holdfast.tracing.app.fact.Missing;
import org.holdfast.tracing.app.index.BlockAssembly;
import org.holdfast.tracing.app.index.FeedIndex;
import org.holdfast.tracing.app.index.FeedStatus;
import org.holdfast.tracing.app.index.FeedStatuses;
import org.holdfast.tracing.app.index.Indexes;
import org.holdfast.tracing.app.index.TopicJoin;
import org.holdfast.tracing.app.index.TopicMark;
import org.holdfast.tracing.app.settings.TracingSettings;
import org.holdfast.tracing.app.trace.job.TraceJobs;
import org.holdfast.tracing.block.Segment;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Reads the blocks of every chain and appends each to its chain's index, together with the next offset. Each chain has
 * a loop of its own, so that a chain that fails or waits does not delay the others.
 *
 * <p>A record that contradicts the index, or cannot be read, stops its chain. After any other failure the loop starts
 * again at the offset of the index; what was recorded in the database meanwhile is not recorded twice.
 */
@Component
public class KafkaBlockFeed implements SmartLifecycle, FeedStatuses {
    private static final int RECORDS_AT_ONCE_MAX = 64;

    private final TracingSettings settings;
    private final SortedMap<ChainId, FeedIndex<?>> indexes = new ConcurrentSkipListMap<>();
    private final ActiveChain active;
    private final TraceJobs jobs;
    private final Clock clock;
    private final ConcurrentMap<ChainId, Long> heights = new ConcurrentHashMap<>();
    private final ConcurrentMap<ChainId, BackgroundLoop> loops = new ConcurrentHashMap<>();
    private volatile boolean running;

    public KafkaBlockFeed(TracingSettings settings, Indexes open, ActiveChain active, TraceJobs jobs, Clock clock) {
        this.settings = settings;
        this.active = active;
        this.jobs = jobs;
        this.clock = clock;
        indexes.putAll(open.feeds());
    }

    @Override
    public FeedStatus status(ChainId chain) {
        BackgroundLoop loop = loops.get(chain);
        LoopStatus status = loop == null ? LoopStatus.NEW : loop.status();
        return new FeedStatus(
                heights.getOrDefault(chain, -1L),
                Optional.ofNullable(indexes.get(chain))
                        .flatMap(FeedIndex::rebuilding)
                        .map(status::waitingFor)
                        .orElse(status));
    }

    /** The same of every chain. */
    public SortedMap<ChainId, FeedStatus> statuses() {
        var all = new TreeMap<ChainId, FeedStatus>();
        indexes.keySet().forEach(chain -> all.put(chain, status(chain)));
        return all;
    }

    @Override
    public void start() {
        ensureTopics();
        running = true;
        indexes.forEach(this::startReader);
    }

    /** The indexes as the feeds write them. */
    SortedMap<ChainId, FeedIndex<?>> indexes() {
        return Collections.unmodifiableSortedMap(indexes);
    }

    /** Whether the topic of a chain is read here. */
    boolean reads(ChainId chain) {
        return indexes.containsKey(chain);
    }

    /** Begins to read the topic of a chain that has one. */
    void read(ChainId chain, FeedIndex<?> index) {
        indexes.put(chain, index);
        startReader(chain, index);
    }

    private void startReader(ChainId chain, FeedIndex<?> index) {
        var reading = new KafkaConsumerLoop.Reading(
                settings.kafka().access().settings(Map.of()),
                new TopicPartition(Topics.chainBlocks(chain), 0),
                RECORDS_AT_ONCE_MAX);
        loops.put(
                chain,
                KafkaConsumerLoop.start(
                        "block-feed-" + chain.namePart(),
                        reading,
                        LoopBounds.DEFAULT,
                        clock,
                        () -> new Feed(chain, index.again(() -> jobs.yieldTo(chain)))));
    }

    @Override
    public void stop() {
        running = false;
        loops.values().forEach(BackgroundLoop::askToStop);
        loops.values().forEach(BackgroundLoop::stop);
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void ensureTopics() {
        short replication = settings.kafka().replication();
        var topics = new ArrayList<NewTopic>();
        topics.add(new NewTopic(Topics.TRACING_FACTS, 1, replication).configs(TopicSetup.KEPT_FOREVER));
        // The topic of a chain that is not named is there before its index; a missing one must not be made anew.
        for (String chain : settings.chains()) {
            topics.add(new NewTopic(Topics.chainBlocks(new ChainId(chain)), 1, replication)
                    .configs(TopicSetup.KEPT_FOREVER));
        }
        TopicSetup.ensure(settings.kafka().access().settings(Map.of()), topics);
    }

    /** One chain's feed into its index, from its start or a failure to the next failure. */
    private final class Feed implements RecordHandler {
        private final ChainId chain;
        private final FeedIndex<?> index;
        /** Where the topic and an index that was built from files come together. */
        private final TopicJoin join;
        /** What left the chain and may come back. */
        private Missing missing;
        /** The time of the newest block that was read; the start of time before the first. */
        private Instant newest = Instant.MIN;

        private long position;
        private boolean outdated;

        Feed(ChainId chain, FeedIndex<?> index) {
            this.chain = chain;
            this.index = index;
            this.missing = active.missing(chain);
            this.join = TopicJoin.of(index);
            this.position = index.feedOffset();
            tellHeight();
        }

        @Override
        public long position() {
            return index.feedOffset();
        }

        @Override
        public void requireTopic(String id) {
            try {
                TopicMark.of(settings.data(), chain).require(id, index.feedOffset());
            } catch (InputFaultException e) {
                throw new DataFaultException("because " + e.fault().sentence(), e);
            }
        }

        @Override
        public void take(List<ConsumerRecord<byte[], byte[]>> records) {
            // The loop waits and tries again, and health shows the sentence.
            DiskRoom.ofProperties().shortage().ifPresent(shortage -> {
                throw new UncheckedIOException(new IOException(shortage));
            });
            for (ConsumerRecord<byte[], byte[]> record : records) {
                try {
                    apply(parse(record.value()), record.offset() + 1);
                    position = record.offset() + 1;
                } catch (InputFaultException e) {
                    throw new DataFaultException(
                            "at offset " + record.offset() + ": " + e.fault().sentence(), e);
                }
            }
            renew();
        }

        /** A new index may end at an earlier record: what follows it is read again. */
        private void renew() {
            outdated = outdated || index.renew(position, () -> jobs.yieldTo(chain));
        }

        @Override
        public boolean isOutdated() {
            return outdated;
        }

        @Override
        public void caughtUp() {
            try {
                join.requireSameBranch();
            } catch (InputFaultException e) {
                throw new DataFaultException(
                        "at the end of the topic: " + e.fault().sentence(), e);
            }
            Instant now = clock.instant();
            if (missing.isDue(now, newest)) {
                missing = active.overdue(chain, now);
            }
            renew();
        }

        private ChainRecord parse(byte @Nullable [] value) {
            try {
                return ChainRecord.parseFrom(value == null ? new byte[0] : value);
            } catch (InvalidProtocolBufferException e) {
                throw new InputFaultException(
                        new InputFault(
                                "tracing.feed.unreadable-record",
                                "a record on the blocks topic is not a valid ChainRecord",
                                chain.text(),
                                "a ChainRecord",
                                InputFault.quote(String.valueOf(e.getMessage())),
                                "compare the topic with the chain; the index stays as it is"),
                        e);
            }
        }

        private void apply(ChainRecord record, long next) {
            switch (record.getRecordCase()) {
                case OPENED -> index.open(record.getOpened());
                case UTXO_TRANSACTIONS, ACCOUNT_TRANSACTIONS -> index.add(record);
                case SEALED -> append(index.seal(record.getSealed()), next);
                case RETRACTED -> retract(record.getRetracted(), next);
                case RECORD_NOT_SET ->
                    throw new InputFaultException(new InputFault(
                            "tracing.feed.empty-record",
                            "a record on the blocks topic is empty",
                            chain.text(),
                            "a record of a block or a retraction",
                            "neither",
                            "compare the topic with the chain; the index stays as it is"));
            }
        }

        /** Restores facts before the index shows the block: a trace that finds it finds them restored. */
        private void append(BlockRef block, long next) {
            ArrivingBlock arriving = index.arriving();
            if (missing.concerns(arriving)) {
                missing = active.arrived(chain, arriving, next, clock.instant());
            }
            newest = newest.isAfter(index.time()) ? newest : index.time();
            if (join.passes(block)) {
                index.passOver();
                return;
            }
            index.append(next);
            tellHeight();
        }

        /** Suspends facts before the index retracts the block: a crash between the two repeats both. */
        private void retract(BlockRetracted record, long next) {
            index.requireNoneOpen(record.getBlock());
            BlockRef block = BlockAssembly.ref(record.getBlock());
            boolean passed =
                    join.passesRetraction(block, record.hasParent() ? BlockAssembly.ref(record.getParent()) : null);
            boolean wasTip = passed
                    || index.wasPassedOver(block)
                    || index.segments().stream()
                            .anyMatch(segment -> segment.last().equals(block));
            if (wasTip) {
                String reason = record.getReason().isEmpty() ? "reorg" : record.getReason();
                missing = active.left(chain, index.leaving(block), reason, next, clock.instant());
            }
            if (passed) {
                return;
            }
            jobs.yieldTo(chain);
            index.retract(block, next);
            tellHeight();
        }

        private void tellHeight() {
            List<Segment> segments = index.segments();
            heights.put(
                    chain, segments.isEmpty() ? -1 : segments.getLast().last().height());
        }
    }
}
