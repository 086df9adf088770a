package org.holdfast.chain.app.kafka;

import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.holdfast.primitives.ChainId;
import org.holdfast.records.Topics;
import org.holdfast.records.chain.v1.ChainRecord;
import org.holdfast.servers.OwnProcess;

/** Reads what a committed reader sees. */
public final class TopicReader {
    private static final int EMPTY_POLLS_MAX = 60;
    /** Of a transaction that is left open on purpose, no mark comes. */
    private static final Duration MARKED_MAX = Duration.ofSeconds(5);

    private TopicReader() {}

    public static List<ChainRecord> all(String bootstrap, ChainId chain) {
        return raw(bootstrap, chain).stream()
                .map(record -> {
                    try {
                        return ChainRecord.parseFrom(record.value());
                    } catch (InvalidProtocolBufferException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .toList();
    }

    public static List<ConsumerRecord<byte[], byte[]>> raw(String bootstrap, ChainId chain) {
        var place = new TopicPartition(Topics.chainBlocks(chain), 0);
        Map<String, Object> settings = Map.of("bootstrap.servers", bootstrap, "isolation.level", "read_committed");
        var found = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(place));
            consumer.seekToBeginning(List.of(place));
            long end = end(bootstrap, consumer, place);
            for (int empty = 0; consumer.position(place) < end && empty < EMPTY_POLLS_MAX; empty++) {
                for (var record : consumer.poll(Duration.ofMillis(500))) {
                    found.add(record);
                    empty = 0;
                }
            }
        }
        return found;
    }

    /** A commit returns before the broker has marked it on the topic, so this waits until no mark is missing. */
    private static long end(String bootstrap, KafkaConsumer<byte[], byte[]> committed, TopicPartition place) {
        Map<String, Object> settings = Map.of("bootstrap.servers", bootstrap);
        try (var all = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            OwnProcess.await(() -> end(committed, place) == end(all, place), MARKED_MAX);
        }
        return end(committed, place);
    }

    private static long end(KafkaConsumer<byte[], byte[]> consumer, TopicPartition place) {
        return consumer.endOffsets(List.of(place)).values().iterator().next();
    }
}
