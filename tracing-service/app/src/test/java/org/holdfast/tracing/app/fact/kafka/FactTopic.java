package org.holdfast.tracing.app.fact.kafka;

import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.holdfast.records.Topics;
import org.holdfast.records.tracing.v1.TracingFact;
import org.holdfast.testservers.TestServers;
import org.holdfast.tracing.app.TracingNode;

/** Reads facts as the coordinator does: in order, each id once; what comes again must say the same. */
public final class FactTopic {
    private FactTopic() {}

    /** All facts of a case that stand on the topic now, as they were sent. */
    public static List<TracingFact> sent(String caseId) {
        Map<String, Object> config = Map.of("bootstrap.servers", TestServers.kafka(), "enable.auto.commit", false);
        var place = new TopicPartition(Topics.TRACING_FACTS, 0);
        var found = new ArrayList<TracingFact>();
        try (var consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(place));
            consumer.seekToBeginning(List.of(place));
            long end = consumer.endOffsets(List.of(place)).getOrDefault(place, 0L);
            while (consumer.position(place) < end) {
                for (var record : consumer.poll(Duration.ofMillis(200))) {
                    if (new String(record.key(), StandardCharsets.UTF_8).equals(caseId)) {
                        found.add(TracingFact.parseFrom(record.value()));
                    }
                }
            }
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
        return found;
    }

    /** Waits until a case has so many facts that differ, and gives them in the order in which they first came. */
    public static List<TracingFact> await(String caseId, int distinct) {
        var last = new ArrayList<TracingFact>();
        TracingNode.await(
                () -> {
                    last.clear();
                    last.addAll(distinct(sent(caseId)));
                    return last.size() >= distinct;
                },
                distinct + " facts of case " + caseId);
        return List.copyOf(last);
    }

    private static List<TracingFact> distinct(List<TracingFact> all) {
        var byId = new LinkedHashMap<String, TracingFact>();
        for (TracingFact fact : all) {
            TracingFact before = byId.putIfAbsent(fact.getFactId(), fact);
            if (before != null && !before.equals(fact)) {
                throw new AssertionError("a fact says two things: " + before + " and " + fact);
            }
        }
        return List.copyOf(byId.values());
    }
}
