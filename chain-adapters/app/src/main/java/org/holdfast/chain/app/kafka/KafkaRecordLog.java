package org.holdfast.chain.app.kafka;

import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.holdfast.chain.app.proof.RecordLog;
import org.holdfast.primitives.ChainId;
import org.holdfast.records.BrokerAccess;
import org.holdfast.records.Topics;
import org.holdfast.records.chain.v1.ChainRecord;

/** The topic of a chain's blocks, as a reader of committed records sees it. */
public final class KafkaRecordLog implements RecordLog {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final int EMPTY_POLLS_MAX = 60;

    /** What one fetch brings; a search jumps, so most of a larger one would be for nothing. */
    private static final int FETCH_BYTES_MAX = 64 * 1024;

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final TopicPartition place;
    private final long begin;
    private final long end;

    private KafkaRecordLog(KafkaConsumer<byte[], byte[]> consumer, TopicPartition place) {
        this.consumer = consumer;
        this.place = place;
        consumer.assign(List.of(place));
        this.begin =
                Objects.requireNonNull(consumer.beginningOffsets(List.of(place)).get(place));
        this.end = Objects.requireNonNull(consumer.endOffsets(List.of(place)).get(place));
        consumer.seek(place, begin);
    }

    /**
     * Opens the log up to what is committed now.
     *
     * @throws KafkaUnavailableException if the broker does not answer
     */
    public static KafkaRecordLog open(BrokerAccess broker, ChainId chain) {
        Map<String, Object> settings = broker.settings(Map.of(
                "isolation.level",
                "read_committed",
                "max.poll.records",
                1,
                "max.partition.fetch.bytes",
                FETCH_BYTES_MAX));
        var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        try {
            return new KafkaRecordLog(consumer, new TopicPartition(Topics.chainBlocks(chain), 0));
        } catch (KafkaException e) {
            consumer.close();
            throw KafkaFailures.unavailable("the blocks of " + chain + " cannot be read at " + broker.bootstrap(), e);
        }
    }

    @Override
    public long begin() {
        return begin;
    }

    @Override
    public long end() {
        return end;
    }

    @Override
    public Optional<Entry> from(long offset) {
        try {
            if (offset < end && consumer.position(place) != offset) {
                consumer.seek(place, offset);
            }
            for (int empty = 0; offset < end && consumer.position(place) < end; empty++) {
                var polled = consumer.poll(POLL);
                if (!polled.isEmpty()) {
                    var record = polled.iterator().next();
                    return record.offset() < end
                            ? Optional.of(new Entry(record.offset(), ChainRecord.parseFrom(record.value())))
                            : Optional.empty();
                }
                if (empty == EMPTY_POLLS_MAX) {
                    throw new KafkaUnavailableException(
                            "offset " + offset + " of " + place + " cannot be read: the broker is silent", null);
                }
            }
            return Optional.empty();
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("a record of " + place + " cannot be read", e);
        } catch (KafkaException e) {
            throw KafkaFailures.unavailable("offset " + offset + " of " + place + " cannot be read", e);
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
