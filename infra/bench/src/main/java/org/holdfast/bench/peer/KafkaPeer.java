package org.holdfast.bench.peer;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Kafka without us: the same records sent and consumed with the settings of the product. */
public final class KafkaPeer {
    private static final long ADMIN_SECONDS_MAX = 30;
    private static final Duration POLL = Duration.ofMillis(500);
    private static final int EMPTY_POLLS_MAX = 60;
    private static final int KEY_BYTES = 32;

    private final String bootstrap;

    public KafkaPeer(String bootstrap) {
        this.bootstrap = bootstrap;
    }

    /** Sends the values to a new topic, without transactions, and waits until the broker has all. Nanoseconds. */
    public long send(String topic, List<byte[]> values) throws InterruptedException {
        make(topic);
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", bootstrap);
        settings.put("acks", "all");
        settings.put("compression.type", "lz4");
        settings.put("linger.ms", 0);
        settings.put("batch.size", 1 << 20);
        settings.put("buffer.memory", 64L << 20);
        settings.put("max.request.size", 8 << 20);
        byte[] key = new byte[KEY_BYTES];
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            var _ = producer.partitionsFor(topic);
            long begin = System.nanoTime();
            var last = producer.send(new ProducerRecord<>(topic, 0, key, values.getFirst()));
            for (byte[] value : values.subList(1, values.size())) {
                last = producer.send(new ProducerRecord<>(topic, 0, key, value));
            }
            producer.flush();
            long nanos = System.nanoTime() - begin;
            if (last.get().offset() != values.size() - 1L) {
                throw new IllegalStateException("the plain producer lost records");
            }
            return nanos;
        } catch (ExecutionException e) {
            throw new IllegalStateException("the plain producer failed", e);
        }
    }

    /** Gives every committed record of a topic from its beginning, in order. Nanoseconds from the first poll on. */
    public long consume(String topic, Consumer<ConsumerRecord<byte[], byte[]>> taker) {
        var place = new TopicPartition(topic, 0);
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", bootstrap);
        settings.put("isolation.level", "read_committed");
        settings.put("enable.auto.commit", false);
        settings.put("max.poll.records", 64);
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(place));
            consumer.seekToBeginning(List.of(place));
            long end =
                    Objects.requireNonNull(consumer.endOffsets(List.of(place)).get(place));
            int empty = 0;
            long begin = System.nanoTime();
            while (consumer.position(place) < end) {
                var records = consumer.poll(POLL);
                empty = records.isEmpty() ? empty + 1 : 0;
                if (empty > EMPTY_POLLS_MAX) {
                    throw new IllegalStateException("the topic " + topic + " cannot be read to its end");
                }
                records.forEach(taker);
            }
            return System.nanoTime() - begin;
        }
    }

    private void make(String topic) throws InterruptedException {
        try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1)))
                    .all()
                    .get(ADMIN_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the topic " + topic + " cannot be made", e);
        }
    }
}
