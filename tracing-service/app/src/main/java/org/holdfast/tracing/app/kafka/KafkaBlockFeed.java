package org.holdfast.tracing.app.kafka;

import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
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
import org.holdfast.tracing.app.store.Graphs;
import org.holdfast.tracing.app.store.JdbcFacts;
import org.holdfast.tracing.app.trace.TraceJobs;
import org.holdfast.tracing.graph.BlockContent;
import org.holdfast.tracing.graph.GraphStore;
import org.holdfast.tracing.graph.Segment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Reads the blocks of every chain and appends them to its index, each with the offset behind it. A chain whose feed is
 * broken stops, and says so; the others go on.
 */
@Component
public class KafkaBlockFeed implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaBlockFeed.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final long ADMIN_SECONDS_MAX = 30;
    private static final long STOP_MILLIS_MAX = 20_000;
    private static final Duration DATABASE_AGAIN = Duration.ofSeconds(1);
    private static final int DATABASE_TRIES_MAX = 600;

    private final TracingSettings settings;
    private final Graphs graphs;
    private final JdbcFacts facts;
    private final TraceJobs jobs;
    private final Clock clock;
    private final SortedMap<ChainId, FeedStatus> statuses = new ConcurrentSkipListMap<>();
    private volatile boolean running;
    private Thread thread = Thread.currentThread();
    private Optional<KafkaConsumer<byte[], byte[]>> consumer = Optional.empty();

    KafkaBlockFeed(TracingSettings settings, Graphs graphs, JdbcFacts facts, TraceJobs jobs, Clock clock) {
        this.settings = settings;
        this.graphs = graphs;
        this.facts = facts;
        this.jobs = jobs;
        this.clock = clock;
        graphs.all().keySet().forEach(chain -> statuses.put(chain, FeedStatus.FRESH));
    }

    /** How far the feed of a chain is. */
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
        Map<String, Object> config = new HashMap<>();
        config.put("bootstrap.servers", settings.kafka().bootstrap());
        config.put("isolation.level", "read_committed");
        config.put("enable.auto.commit", false);
        config.put("auto.offset.reset", "none");
        config.put("max.poll.records", 64);
        var reader = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        consumer = Optional.of(reader);
        running = true;
        thread = Thread.ofPlatform().name("block-feed").start(() -> read(reader));
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

    private void ensureTopics() {
        Map<String, String> forever = Map.of("retention.ms", "-1", "retention.bytes", "-1");
        short replication = settings.kafka().replication();
        var topics = new ArrayList<NewTopic>();
        topics.add(new NewTopic(Topics.TRACING_FACTS, 1, replication).configs(forever));
        topics.add(new NewTopic(Topics.CHAIN_CURSORS, 1, replication).configs(Map.of("cleanup.policy", "compact")));
        for (ChainId chain : graphs.all().keySet()) {
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

    private void read(KafkaConsumer<byte[], byte[]> reader) {
        var feeds = new HashMap<TopicPartition, Feed>();
        try (reader) {
            graphs.all().forEach((chain, store) -> {
                var feed = new Feed(chain, store, facts.retracted(chain));
                feeds.put(new TopicPartition(Topics.chainBlocks(chain), 0), feed);
            });
            reader.assign(feeds.keySet());
            feeds.forEach((topic, feed) -> reader.seek(topic, feed.store.feedOffset()));
            while (running) {
                ConsumerRecords<byte[], byte[]> records = reader.poll(POLL);
                for (TopicPartition topic : records.partitions()) {
                    Feed feed = Objects.requireNonNull(feeds.get(topic));
                    for (ConsumerRecord<byte[], byte[]> record : records.records(topic)) {
                        if (!feed.take(record)) {
                            reader.pause(List.of(topic));
                            break;
                        }
                    }
                }
                feeds.forEach((topic, feed) ->
                        reader.currentLag(topic).ifPresent(lag -> update(feed.chain, status -> status.behind(lag))));
            }
        } catch (WakeupException asked) {
            LOG.info("block feed stops");
        } catch (RuntimeException e) {
            LOG.error("block feed failed", e);
            statuses.keySet()
                    .forEach(chain -> update(chain, status -> status.stopped("because the feed failed: " + e)));
        } finally {
            running = false;
        }
    }

    /** One chain's feed into its index. */
    private final class Feed {
        private final ChainId chain;
        private final GraphStore store;
        /** Blocks that left the chain and may come back. */
        private final Set<String> retracted;

        private final BlockAssembly assembly = new BlockAssembly();

        Feed(ChainId chain, GraphStore store, Set<String> retracted) {
            this.chain = chain;
            this.store = store;
            this.retracted = retracted;
            update(chain, status -> status.at(height()));
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
                // Whatever is wrong with one chain, the others go on.
                LOG.error("indexing stops chain={} offset={}", chain, record.offset(), e);
                String reason =
                        e instanceof InputFaultException fault ? fault.fault().sentence() : e.toString();
                update(chain, status -> status.stopped("at offset " + record.offset() + ": " + reason));
                return false;
            }
        }

        private void apply(ChainRecord record, long next) {
            switch (record.getRecordCase()) {
                case OPENED -> assembly.open(record.getOpened());
                case UTXO_TRANSACTIONS -> assembly.add(record.getUtxoTransactions());
                case ACCOUNT_TRANSACTIONS -> throw BlockAssembly.ofAccounts(chain);
                case SEALED -> append(assembly.seal(record.getSealed()), next);
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

        private void append(BlockContent block, long next) {
            String hash = block.block().hash().toString();
            if (retracted.contains(hash)) {
                patiently(() -> facts.returned(chain, block.block().hash()));
                retracted.remove(hash);
            }
            store.append(block, next);
            update(chain, status -> status.at(height()));
        }

        /** Facts fall before the block does, so that a crash between the two cannot forget them. */
        private void retract(BlockRetracted record, long next) {
            assembly.requireNoneOpen(record.getBlock());
            BlockRef block = BlockAssembly.ref(record.getBlock());
            if (segments().stream().anyMatch(segment -> segment.last().equals(block))) {
                String reason = record.getReason().isEmpty() ? "reorg" : record.getReason();
                patiently(() -> facts.retracted(chain, block, reason, clock.instant()));
                retracted.add(block.hash().toString());
            }
            jobs.yieldTo(chain);
            store.retract(block, next);
            update(chain, status -> status.at(height()));
        }

        private long height() {
            List<Segment> segments = segments();
            return segments.isEmpty() ? -1 : segments.getLast().last().height();
        }

        private List<Segment> segments() {
            try (var snapshot = store.snapshot()) {
                return snapshot.segments();
            }
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
