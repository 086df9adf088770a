package org.holdfast.e2e;

import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.holdfast.chain.spi.TopicFold;
import org.holdfast.primitives.ChainId;
import org.holdfast.records.Topics;
import org.holdfast.records.chain.v1.ChainRecord;

/** A committed reader that keeps up with a topic of blocks and holds every record to its place. */
final class TopicTail implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(20);

    private final TopicPartition place;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final TopicFold fold = new TopicFold();

    TopicTail(String bootstrap, ChainId chain) {
        place = new TopicPartition(Topics.chainBlocks(chain), 0);
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrap, "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        consumer.assign(List.of(place));
        consumer.seekToBeginning(List.of(place));
    }

    /** What was read so far. */
    TopicFold fold() {
        return fold;
    }

    /** Reads what has come. */
    TopicFold poll() {
        try {
            for (var record : consumer.poll(POLL)) {
                fold.add(ChainRecord.parseFrom(record.value()));
            }
            return fold;
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Reads to the end of what is committed. */
    TopicFold toEnd() {
        long end = consumer.endOffsets(List.of(place)).values().iterator().next();
        while (consumer.position(place) < end) {
            poll();
        }
        return fold;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
