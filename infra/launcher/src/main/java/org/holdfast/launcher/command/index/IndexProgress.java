package org.holdfast.launcher.command.index;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.holdfast.launcher.client.RestClient;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.records.Topics;
import org.holdfast.records.chain.v1.ChainCursor;
import org.holdfast.servers.OwnProcess;
import tools.jackson.databind.JsonNode;

/** Compares how far the adapter has published with how far the index has read. */
public final class IndexProgress {
    private static final Duration STANDSTILL_MAX = Duration.ofMinutes(2);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final int EMPTY_POLLS_MAX = 20;

    private IndexProgress() {}

    /** Hash of the last block that the adapter published, by the cursor that is written with each block. */
    public static Optional<String> published(String bootstrap, ChainId chain) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", bootstrap, "isolation.level", "read_committed", "auto.offset.reset", "earliest");
        byte[] last = null;
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            if (consumer.partitionsFor(Topics.CHAIN_CURSORS).isEmpty()) {
                return Optional.empty();
            }
            var place = new TopicPartition(Topics.CHAIN_CURSORS, 0);
            consumer.assign(List.of(place));
            consumer.seekToBeginning(List.of(place));
            long end =
                    Objects.requireNonNull(consumer.endOffsets(List.of(place)).get(place));
            for (int empty = 0; consumer.position(place) < end && empty < EMPTY_POLLS_MAX; ) {
                var records = consumer.poll(POLL);
                empty = records.isEmpty() ? empty + 1 : 0;
                for (var record : records) {
                    if (chain.text().equals(record.key())) {
                        last = record.value();
                    }
                }
            }
            if (last == null) {
                return Optional.empty();
            }
            var cursor = ChainCursor.parseFrom(last);
            var block = cursor.getSegments(cursor.getSegmentsCount() - 1).getLast();
            return Optional.of(
                    BlockHash.ofDisplayBytes(block.getHash().toByteArray()).toString());
        } catch (com.google.protobuf.InvalidProtocolBufferException e) {
            throw new IllegalStateException("the cursor of " + chain + " cannot be read", e);
        }
    }

    /** The chain as the index has it. */
    public static JsonNode indexed(RestClient tracing, ChainId chain) {
        JsonNode answer = tracing.get("/v1/chains");
        for (String kind : List.of("chains", "ledgers")) {
            for (JsonNode known : answer.path(kind)) {
                if (chain.text().equals(known.path("chain").asString(""))) {
                    return known;
                }
            }
        }
        return RestClient.JSON.createObjectNode();
    }

    /** True where one of the chain's runs ends with this block: files may bring lower heights after higher ones. */
    public static boolean endsWith(JsonNode chain, String tip) {
        for (JsonNode segment : chain.path("segments")) {
            if (tip.equals(segment.path("lastHash").asString(""))) {
                return true;
            }
        }
        return false;
    }

    /** Waits until the index has the published tip; an index that stands still for too long is an error. */
    public static JsonNode awaitIndexed(RestClient tracing, ChainId chain, String tip) {
        long blocks = -1;
        while (true) {
            JsonNode now = indexed(tracing, chain);
            if (endsWith(now, tip)) {
                return now;
            }
            long seen = now.path("blocks").asLong(0);
            if (seen == blocks) {
                throw new InputFaultException(new InputFault(
                        "launcher.index.stands-still",
                        "the index does not catch up",
                        chain.text(),
                        "block " + tip,
                        seen + " blocks, no more within " + STANDSTILL_MAX.toSeconds() + " s",
                        "look at the log of the tracing service"));
            }
            blocks = seen;
            long before = blocks;
            OwnProcess.await(
                    () -> {
                        JsonNode next = indexed(tracing, chain);
                        return endsWith(next, tip) || next.path("blocks").asLong(0) != before;
                    },
                    STANDSTILL_MAX);
        }
    }
}
