package org.holdfast.chain.app.kafka;

import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.holdfast.chain.spi.PublishedSegments;
import org.holdfast.primitives.ChainId;
import org.holdfast.records.BrokerAccess;
import org.holdfast.records.Topics;
import org.holdfast.records.chain.v1.ChainCursor;
import org.jspecify.annotations.Nullable;

/** The topics of a chain, and the cursor that stands on one of them. */
final class KafkaCursors {
    private static final Duration POLL = Duration.ofMillis(500);
    /** Long enough for the broker to end the transaction of an adapter that died. */
    private static final long EMPTY_POLLS_MAX =
            KafkaBlockPublisher.TRANSACTION_MAX.plusSeconds(60).dividedBy(POLL);

    private static final long WINDOW_MIN = 64;
    private static final long WINDOW_GROWTH = 16;
    private static final long ADMIN_SECONDS_MAX = 30;

    private KafkaCursors() {}

    /** Makes the topics that are not there yet. */
    static void ensureTopics(BrokerAccess broker, ChainId chain, short replication) {
        Map<String, String> forever = Map.of("retention.ms", "-1", "retention.bytes", "-1");
        var blocks = new NewTopic(Topics.chainBlocks(chain), 1, replication).configs(forever);
        var cursors = new NewTopic(Topics.CHAIN_CURSORS, 1, replication).configs(Map.of("cleanup.policy", "compact"));
        try (var admin =
                Admin.create(broker.settings(Map.of("default.api.timeout.ms", 15_000, "request.timeout.ms", 10_000)))) {
            for (var made :
                    admin.createTopics(List.of(blocks, cursors)).values().values()) {
                try {
                    made.get(ADMIN_SECONDS_MAX, TimeUnit.SECONDS);
                } catch (ExecutionException e) {
                    if (!(e.getCause() instanceof TopicExistsException)) {
                        throw KafkaFailures.unavailable("topics cannot be made at " + broker.bootstrap(), e);
                    }
                }
            }
        } catch (TimeoutException e) {
            throw KafkaFailures.unavailable("the broker does not answer at " + broker.bootstrap(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaUnavailableException("interrupted", e);
        }
    }

    /**
     * What is published, by the last committed cursor. Call it after older publishers were fenced.
     *
     * <p>The topic is shared by all chains, and a committed reader sees nothing behind another adapter's open
     * transaction. So this waits until everything that stands on the topic now is decided: an older cursor would have
     * blocks published twice.
     */
    static PublishedSegments read(BrokerAccess broker, ChainId chain) {
        var place = new TopicPartition(Topics.CHAIN_CURSORS, 0);
        long end = writtenEnd(broker, place);
        byte @Nullable [] last = null;
        try (var consumer = consumer(broker, "read_committed")) {
            consumer.assign(List.of(place));
            long begin = Objects.requireNonNull(
                    consumer.beginningOffsets(List.of(place)).get(place));
            // The wanted one is among the last, unless another chain has written a lot since.
            for (long window = WINDOW_MIN; last == null && end > begin; window *= WINDOW_GROWTH) {
                long from = Math.max(begin, end - window);
                consumer.seek(place, from);
                last = lastOf(consumer, place, end, chain);
                if (from == begin) {
                    break;
                }
            }
        }
        if (last == null) {
            return PublishedSegments.none(chain);
        }
        try {
            return PublishedSegments.of(ChainCursor.parseFrom(last));
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("the cursor of " + chain + " cannot be read", e);
        }
    }

    private static long writtenEnd(BrokerAccess broker, TopicPartition place) {
        try (var consumer = consumer(broker, "read_uncommitted")) {
            return Objects.requireNonNull(consumer.endOffsets(List.of(place)).get(place));
        }
    }

    private static KafkaConsumer<String, byte[]> consumer(BrokerAccess broker, String isolation) {
        Map<String, Object> settings = broker.settings(Map.of("isolation.level", isolation));
        return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    }

    private static byte @Nullable [] lastOf(
            KafkaConsumer<String, byte[]> consumer, TopicPartition place, long end, ChainId chain) {
        byte @Nullable [] last = null;
        int empty = 0;
        while (consumer.position(place) < end) {
            var records = consumer.poll(POLL);
            empty = records.isEmpty() ? empty + 1 : 0;
            if (empty > EMPTY_POLLS_MAX) {
                throw new KafkaUnavailableException(
                        "the cursor of " + chain + " cannot be read: an open transaction or a silent broker hides "
                                + (end - consumer.position(place)) + " records of " + Topics.CHAIN_CURSORS,
                        null);
            }
            for (var record : records) {
                if (chain.text().equals(record.key())) {
                    last = record.value();
                }
            }
        }
        return last;
    }
}
