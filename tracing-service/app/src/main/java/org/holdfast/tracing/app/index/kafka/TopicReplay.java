package org.holdfast.tracing.app.index.kafka;

import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PrimitiveIterator;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.holdfast.primitives.ChainId;
import org.holdfast.records.BrokerAccess;
import org.holdfast.records.Topics;
import org.holdfast.records.chain.v1.ChainRecord;
import org.holdfast.tracing.app.index.ChainOrderBuild;

/**
 * Reads the topic of a chain for a new index, step by step: once to find where its blocks begin, once in chain order,
 * then what was published meanwhile. It reads nothing ahead of a step.
 */
final class TopicReplay implements AutoCloseable {
    private static final int RECORDS_AT_ONCE_MAX = 500;
    private static final Duration POLL_MAX = Duration.ofMillis(500);
    private static final Duration ANSWER_MAX = Duration.ofSeconds(5);
    private static final Duration CLOSE_MAX = Duration.ofSeconds(5);

    private enum Phase {
        SCAN,
        ORDERED,
        TAIL
    }

    private final ChainOrderBuild<?> build;
    private final TopicPartition partition;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final long end;
    private Phase phase = Phase.SCAN;
    private PrimitiveIterator.OfLong wanted = LongStream.empty().iterator();

    /** The offset of the block to read next, -1 within a block. */
    private long next = -1;

    private boolean sought;

    TopicReplay(BrokerAccess access, ChainId chain, ChainOrderBuild<?> build) {
        this.build = build;
        this.partition = new TopicPartition(Topics.chainBlocks(chain), 0);
        Map<String, Object> config = access.settings(Map.of(
                "isolation.level",
                "read_committed",
                "enable.auto.commit",
                false,
                "auto.offset.reset",
                "none",
                "max.poll.records",
                RECORDS_AT_ONCE_MAX));
        this.consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        consumer.assign(List.of(partition));
        consumer.seek(partition, 0);
        this.end = endOfTopic();
    }

    /** Reads on; true once the new index has everything. */
    boolean step() {
        List<ConsumerRecord<byte[], byte[]>> records = consumer.poll(POLL_MAX).records(partition);
        return switch (phase) {
            case SCAN -> scan(records);
            case ORDERED -> inOrder(records);
            case TAIL -> tail(records);
        };
    }

    private boolean scan(List<ConsumerRecord<byte[], byte[]>> records) {
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (record.offset() >= end) {
                break;
            }
            build.scan(parse(record), record.offset());
        }
        if (consumer.position(partition, ANSWER_MAX) >= end) {
            wanted = build.inOrder();
            phase = Phase.ORDERED;
            seekNext();
        }
        return false;
    }

    private boolean inOrder(List<ConsumerRecord<byte[], byte[]>> records) {
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (next >= 0 && record.offset() != next) {
                if (sought) {
                    throw new IllegalStateException("no record at offset " + next + " of " + partition.topic());
                }
                seek(next);
                return false;
            }
            sought = false;
            ChainRecord parsed = parse(record);
            build.take(parsed);
            next = -1;
            if (parsed.hasSealed()) {
                if (!wanted.hasNext()) {
                    seekTail();
                    return false;
                }
                next = wanted.nextLong();
            }
        }
        if (next >= 0 && next < consumer.position(partition, ANSWER_MAX)) {
            seek(next);
        }
        return false;
    }

    private void seekNext() {
        if (wanted.hasNext()) {
            next = wanted.nextLong();
            seek(next);
        } else {
            seekTail();
        }
    }

    private void seekTail() {
        phase = Phase.TAIL;
        seek(end);
    }

    private void seek(long offset) {
        consumer.seek(partition, offset);
        sought = true;
    }

    /** A block that has no place ends it too: the feed meets it again. */
    private boolean tail(List<ConsumerRecord<byte[], byte[]>> records) {
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (!build.takeNewer(parse(record), record.offset() + 1)) {
                return true;
            }
        }
        return records.isEmpty() && consumer.position(partition, ANSWER_MAX) >= endOfTopic();
    }

    private long endOfTopic() {
        return Objects.requireNonNull(
                consumer.endOffsets(List.of(partition), ANSWER_MAX).get(partition));
    }

    private static ChainRecord parse(ConsumerRecord<byte[], byte[]> record) {
        try {
            return ChainRecord.parseFrom(record.value());
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("the record at offset " + record.offset() + " cannot be read", e);
        }
    }

    void wakeup() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(CLOSE_MAX));
    }
}
