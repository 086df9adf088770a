package org.holdfast.tracing.app.kafka;

import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.records.Topics;
import org.holdfast.records.chain.v1.BlockRetracted;
import org.holdfast.records.chain.v1.ChainRecord;
import org.holdfast.tracing.app.config.TracingSettings;
import org.holdfast.tracing.app.fact.Facts;
import org.holdfast.tracing.app.index.BlockAssembly;
import org.holdfast.tracing.app.index.FeedIndex;
import org.holdfast.tracing.app.index.FeedStatus;
import org.holdfast.tracing.app.index.FeedStatuses;
import org.holdfast.tracing.app.index.Indexes;
import org.holdfast.tracing.app.index.TopicJoin;
import org.holdfast.tracing.app.trace.job.TraceJobs;
import org.holdfast.tracing.block.Segment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Reads the blocks of every chain and appends them to its index, each with the offset behind it. Each chain has a
 * thread and a consumer of its own: one that is broken, or waits, keeps no other waiting.
 */
@Component
public class KafkaBlockFeed implements SmartLifecycle, FeedStatuses {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaBlockFeed.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final long ADMIN_SECONDS_MAX = 30;
    private static final long STOP_MILLIS_MAX = 20_000;
    private static final Duration DATABASE_AGAIN = Duration.ofSeconds(1);
    private static final int DATABASE_TRIES_MAX = 600;

    private final TracingSettings settings;
    private final SortedMap<ChainId, FeedIndex<?>> indexes = new ConcurrentSkipListMap<>();
    private final Facts facts;
    private final TraceJobs jobs;
    private final Clock clock;
    private final SortedMap<ChainId, FeedStatus> statuses = new ConcurrentSkipListMap<>();
    private volatile boolean running;
    private final List<Reader> readers = new CopyOnWriteArrayList<>();

    public KafkaBlockFeed(TracingSettings settings, Indexes open, Facts facts, TraceJobs jobs, Clock clock) {
        this.settings = settings;
        this.facts = facts;
        this.jobs = jobs;
        this.clock = clock;
        open.graphs().forEach((chain, store) -> indexes.put(chain, FeedIndex.of(store)));
        open.ledgers().forEach((chain, store) -> indexes.put(chain, FeedIndex.of(store)));
        indexes.keySet().forEach(chain -> statuses.put(chain, FeedStatus.FRESH));
    }

    @Override
    public FeedStatus status(ChainId chain) {
        return statuses.getOrDefault(chain, FeedStatus.FRESH);
    }

    /** The same of every chain. */
    public SortedMap<ChainId, FeedStatus> statuses() {
        return Collections.unmodifiableSortedMap(statuses);
    }

    private void update(ChainId chain, UnaryOperator<FeedStatus> change) {
        statuses.computeIfPresent(chain, (id, status) -> change.apply(status));
    }

    @Override
    public void start() {
        ensureTopics();
        running = true;
        indexes.forEach(this::startReader);
    }

    /** Whether the topic of a chain is read here. */
    boolean reads(ChainId chain) {
        return indexes.containsKey(chain);
    }

    /** Begins to read the topic of a chain that has one. */
    void read(ChainId chain, FeedIndex<?> index) {
        statuses.put(chain, FeedStatus.FRESH);
        indexes.put(chain, index);
        startReader(chain, index);
    }

    private void startReader(ChainId chain, FeedIndex<?> index) {
        Map<String, Object> config = new HashMap<>();
        config.put("bootstrap.servers", settings.kafka().bootstrap());
        config.put("isolation.level", "read_committed");
        config.put("enable.auto.commit", false);
        config.put("auto.offset.reset", "none");
        config.put("max.poll.records", 64);
        var consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        Thread thread = Thread.ofPlatform()
                .name("block-feed-" + chain.namePart())
                .unstarted(() -> read(chain, index, consumer));
        readers.add(new Reader(thread, consumer));
        thread.start();
    }

    private record Reader(Thread thread, KafkaConsumer<byte[], byte[]> consumer) {}

    @Override
    public void stop() {
        running = false;
        readers.forEach(reader -> reader.consumer().wakeup());
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(STOP_MILLIS_MAX);
        try {
            for (Reader reader : readers) {
                reader.thread().join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        readers.clear();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void ensureTopics() {
        Map<String, String> forever = Map.of("retention.ms", "-1", "retention.bytes", "-1");
        short replication = settings.kafka().replication();
        var topics = new ArrayList<NewTopic>();
        topics.add(new NewTopic(Topics.TRACING_FACTS, 1, replication).configs(forever));
        topics.add(new NewTopic(Topics.CHAIN_CURSORS, 1, replication).configs(Map.of("cleanup.policy", "compact")));
        for (ChainId chain : indexes.keySet()) {
            topics.add(new NewTopic(Topics.chainBlocks(chain), 1, replication).configs(forever));
        }
        try (var admin =
                Admin.create(Map.of("bootstrap.servers", settings.kafka().bootstrap()))) {
            for (var made : admin.createTopics(topics).values().values()) {
                try {
                    made.get(ADMIN_SECONDS_MAX, TimeUnit.SECONDS);
                } catch (ExecutionException e) {
                    if (!(e.getCause() instanceof TopicExistsException)) {
                        throw new IllegalStateException("topics cannot be made", e);
                    }
                }
            }
        } catch (TimeoutException e) {
            throw new IllegalStateException("the broker does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private void read(ChainId chain, FeedIndex<?> index, KafkaConsumer<byte[], byte[]> reader) {
        var topic = new TopicPartition(Topics.chainBlocks(chain), 0);
        try (reader) {
            var feed = new Feed(chain, index);
            reader.assign(List.of(topic));
            reader.seek(topic, index.feedOffset());
            while (running) {
                for (ConsumerRecord<byte[], byte[]> record : reader.poll(POLL).records(topic)) {
                    if (!feed.take(record)) {
                        reader.pause(List.of(topic));
                        break;
                    }
                }
                reader.currentLag(topic).ifPresent(feed::behind);
            }
        } catch (WakeupException asked) {
            LOG.info("the feed of {} stops", chain);
        } catch (RuntimeException e) {
            LOG.error("the feed of {} failed", chain, e);
            update(chain, status -> status.stopped("because the feed failed: " + e));
        }
    }

    /** One chain's feed into its index. */
    private final class Feed {
        private final ChainId chain;
        private final FeedIndex<?> index;
        /** Blocks that left the chain and may come back. */
        private final Set<String> retracted;
        /** An index that is built again reads retractions again that are recorded. */
        private final long recordedUpTo;
        /** Where the topic and an index that was built from files come together. */
        private final TopicJoin join;

        Feed(ChainId chain, FeedIndex<?> index) {
            this.chain = chain;
            this.index = index;
            this.retracted = facts.retracted(chain);
            this.recordedUpTo = facts.recordedUpTo(chain);
            this.join = TopicJoin.of(index);
            update(chain, status -> status.at(height()));
        }

        /** How many records of the topic are not read yet. */
        void behind(long lag) {
            update(chain, status -> status.behind(lag));
            if (lag == 0 && status(chain).stopped().isEmpty()) {
                try {
                    join.requireSameBranch();
                } catch (InputFaultException e) {
                    stop("at the end of the topic", e);
                }
            }
        }

        private void stop(String where, Exception e) {
            LOG.error("indexing stops chain={} {}", chain, where, e);
            String reason =
                    e instanceof InputFaultException fault ? fault.fault().sentence() : e.toString();
            update(chain, status -> status.stopped(where + ": " + reason));
        }

        /** Takes a record; false where this chain has to stop. */
        boolean take(ConsumerRecord<byte[], byte[]> record) {
            if (status(chain).stopped().isPresent()) {
                return false;
            }
            try {
                apply(
                        ChainRecord.parseFrom(record.value() == null ? new byte[0] : record.value()),
                        record.offset() + 1);
                return true;
            } catch (WakeupException asked) {
                throw asked;
            } catch (InvalidProtocolBufferException | RuntimeException e) {
                stop("at offset " + record.offset(), e);
                return false;
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
                            "a record on the topic of blocks says nothing",
                            chain.text(),
                            "a block's record or a retraction",
                            "neither",
                            "compare the topic with the chain; the index stays where it is"));
            }
        }

        private void append(BlockRef block, long next) {
            String hash = block.hash().toString();
            if (next > recordedUpTo && retracted.contains(hash)) {
                patiently(() -> facts.returned(chain, block.hash(), next));
                retracted.remove(hash);
            }
            if (join.passes(block)) {
                index.passOver();
                return;
            }
            index.append(next);
            update(chain, status -> status.at(height()));
        }

        /** Facts fall before the block does, so that a crash between the two cannot forget them. */
        private void retract(BlockRetracted record, long next) {
            index.requireNoneOpen(record.getBlock());
            BlockRef block = BlockAssembly.ref(record.getBlock());
            boolean passed =
                    join.passesRetraction(block, record.hasParent() ? BlockAssembly.ref(record.getParent()) : null);
            boolean wasTip = passed
                    || index.segments().stream()
                            .anyMatch(segment -> segment.last().equals(block));
            if (next > recordedUpTo && wasTip) {
                String reason = record.getReason().isEmpty() ? "reorg" : record.getReason();
                patiently(() -> facts.retracted(chain, block, reason, next, clock.instant()));
                retracted.add(block.hash().toString());
            }
            if (passed) {
                return;
            }
            jobs.yieldTo(chain);
            index.retract(block, next);
            update(chain, status -> status.at(height()));
        }

        private long height() {
            List<Segment> segments = index.segments();
            return segments.isEmpty() ? -1 : segments.getLast().last().height();
        }

        /** Tries again while the database is away, a bounded number of times. */
        private void patiently(Runnable write) {
            for (int tries = 1; ; tries++) {
                try {
                    write.run();
                    update(chain, status -> status.waits(null));
                    return;
                } catch (DataAccessException | TransactionException e) {
                    if (tries == DATABASE_TRIES_MAX || !running) {
                        throw e;
                    }
                    LOG.warn("the feed of {} waits for the database", chain, e);
                    update(chain, status -> status.waits("the database does not answer: " + e.getMessage()));
                    LockSupport.parkNanos(DATABASE_AGAIN.toNanos());
                }
            }
        }
    }
}
