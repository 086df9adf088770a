package org.holdfast.tracing.app.kafka;

import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.records.Topics;
import org.holdfast.records.chain.v1.ChainRecord;
import org.holdfast.tracing.app.config.TracingSettings;
import org.holdfast.tracing.app.store.Graphs;
import org.holdfast.tracing.graph.GraphStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

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

    private final TracingSettings settings;
    private final Graphs graphs;
    private final Map<ChainId, String> stopped = new ConcurrentHashMap<>();
    private volatile boolean running;
    private Thread thread = Thread.currentThread();
    private Optional<KafkaConsumer<byte[], byte[]>> consumer = Optional.empty();

    KafkaBlockFeed(TracingSettings settings, Graphs graphs) {
        this.settings = settings;
        this.graphs = graphs;
    }

    /** Why a chain is not indexed any further, if it is not. */
    public Optional<String> stopped(ChainId chain) {
        return Optional.ofNullable(stopped.get(chain));
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
        var topics = new java.util.ArrayList<NewTopic>();
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
        var feeds = new HashMap<String, Feed>();
        graphs.all().forEach((chain, store) -> feeds.put(Topics.chainBlocks(chain), new Feed(chain, store)));
        try (reader) {
            reader.assign(feeds.keySet().stream()
                    .map(topic -> new TopicPartition(topic, 0))
                    .toList());
            feeds.forEach((topic, feed) -> reader.seek(new TopicPartition(topic, 0), feed.store.feedOffset()));
            while (running) {
                for (ConsumerRecord<byte[], byte[]> record : reader.poll(POLL)) {
                    if (!Objects.requireNonNull(feeds.get(record.topic())).take(record)) {
                        reader.pause(List.of(new TopicPartition(record.topic(), 0)));
                    }
                }
            }
        } catch (WakeupException asked) {
            LOG.info("block feed stops");
        } catch (RuntimeException e) {
            LOG.error("block feed failed", e);
            feeds.values().forEach(feed -> stopped.putIfAbsent(feed.chain, "the feed failed: " + e));
        } finally {
            running = false;
        }
    }

    /** One chain's feed into its index. */
    private final class Feed {
        private final ChainId chain;
        private final GraphStore store;
        private final BlockAssembly assembly = new BlockAssembly();

        Feed(ChainId chain, GraphStore store) {
            this.chain = chain;
            this.store = store;
        }

        /** Takes a record; false where this chain has to stop. */
        boolean take(ConsumerRecord<byte[], byte[]> record) {
            if (stopped.containsKey(chain)) {
                return false;
            }
            try {
                apply(ChainRecord.parseFrom(record.value()), record.offset() + 1);
                return true;
            } catch (InputFaultException | InvalidProtocolBufferException e) {
                LOG.error("indexing stops chain={} offset={}", chain, record.offset(), e);
                stopped.put(chain, "at offset " + record.offset() + ": " + e.getMessage());
                return false;
            }
        }

        private void apply(ChainRecord record, long next) {
            switch (record.getRecordCase()) {
                case OPENED -> assembly.open(record.getOpened());
                case UTXO_TRANSACTIONS -> assembly.add(record.getUtxoTransactions());
                case SEALED -> store.append(assembly.seal(record.getSealed()), next);
                case RETRACTED ->
                    store.retract(BlockAssembly.ref(record.getRetracted().getBlock()), next);
                case RECORD_NOT_SET -> throw new IllegalStateException("an empty record on the topic of " + chain);
            }
        }
    }
}
