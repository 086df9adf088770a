package org.holdfast.kit.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.holdfast.kit.loop.BackgroundLoop;
import org.holdfast.kit.loop.LoopBounds;
import org.holdfast.kit.loop.LoopStatus;
import org.holdfast.servers.KafkaBroker;
import org.holdfast.servers.LoopbackPort;
import org.holdfast.servers.OwnProcess;
import org.holdfast.testservers.TestServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** The loop on a real broker that can be stopped and started. */
class KafkaConsumerLoopIT {
    private static final String CLUSTER = "aG9sZGZhc3QtdGVzdC1rYQ";
    private static final Duration WAIT_MAX = Duration.ofMinutes(2);
    private static final LoopBounds SHORT =
            new LoopBounds(Duration.ofMillis(50), Duration.ofMillis(500), Duration.ofSeconds(20));

    @TempDir
    private static Path folder;

    private static KafkaBroker broker;
    private static int port;

    private final List<BackgroundLoop> loops = new ArrayList<>();
    private final Taken taken = new Taken();

    /** Values and the position after them, which outlive a handler as in a database. */
    private static final class Taken {
        private final List<String> values = new ArrayList<>();
        private long next;
        private int handlers;
        /** The topic that the position belongs to; empty for a handler that does not ask. */
        private Optional<String> topic = Optional.empty();
        /** Called with each value before it is kept. */
        private final AtomicReference<Consumer<String>> before = new AtomicReference<>(value -> {});

        synchronized List<String> values() {
            return List.copyOf(values);
        }

        synchronized void keep(String value, long offset) {
            values.add(value);
            next = offset + 1;
        }

        synchronized long next() {
            return next;
        }

        synchronized RecordHandler handler() {
            handlers++;
            return new RecordHandler() {
                @Override
                public long position() {
                    return next();
                }

                @Override
                public void requireTopic(String id) {
                    topic.filter(known -> !known.isEmpty() && !known.equals(id)).ifPresent(known -> {
                        throw new DataFaultException("because the position is of topic " + known);
                    });
                    topic = topic.map(known -> id);
                }

                @Override
                public void take(List<ConsumerRecord<byte[], byte[]>> records) {
                    for (var record : records) {
                        String value = new String(record.value(), StandardCharsets.UTF_8);
                        before.get().accept(value);
                        keep(value, record.offset());
                    }
                }
            };
        }
    }

    @BeforeAll
    static void startBroker() {
        port = LoopbackPort.free();
        broker = KafkaBroker.start(TestServers.binaries(), folder, port, () -> CLUSTER);
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @AfterEach
    void stopLoops() {
        loops.forEach(BackgroundLoop::askToStop);
        loops.forEach(BackgroundLoop::stop);
        assertThat(loops).noneMatch(loop -> loop.status().running());
    }

    private static Map<String, Object> reach() {
        return Map.of("bootstrap.servers", bootstrap());
    }

    private static String bootstrap() {
        return "127.0.0.1:" + port;
    }

    private static String topic(TestInfo test) {
        String topic = test.getTestMethod().orElseThrow().getName();
        make(topic);
        return topic;
    }

    private static void make(String topic) {
        TopicSetup.ensure(reach(), List.of(new NewTopic(topic, 1, (short) 1).configs(TopicSetup.KEPT_FOREVER)));
    }

    private static void send(String topic, String... values) throws Exception {
        Map<String, Object> config = Map.of("bootstrap.servers", bootstrap(), "acks", "all");
        try (var producer = new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
            for (String value : values) {
                producer.send(new ProducerRecord<>(topic, 0, "", value)).get(30, TimeUnit.SECONDS);
            }
        }
    }

    private BackgroundLoop start(String topic) {
        var reading = new KafkaConsumerLoop.Reading(reach(), new TopicPartition(topic, 0), 10);
        BackgroundLoop loop =
                KafkaConsumerLoop.start("reader-of-" + topic, reading, SHORT, Clock.systemUTC(), taken::handler);
        loops.add(loop);
        return loop;
    }

    private static void await(BooleanSupplier condition, String what) {
        assertThat(OwnProcess.await(condition, WAIT_MAX)).as(what).isTrue();
    }

    @Test
    void continuesAtTheStoredPositionAfterAnyFailureOfTheHandler(TestInfo test) throws Exception {
        String topic = topic(test);
        var failures = new ArrayList<Throwable>(List.of(
                new IllegalStateException("not at this time"),
                new java.io.UncheckedIOException(new java.io.IOException("No space left on device")),
                new InternalError("a fault in a mapped file")));
        taken.before.set(value -> {
            if (value.equals("c") && !failures.isEmpty()) {
                Throwable next = failures.getFirst();
                if (next instanceof Error error) {
                    throw error;
                }
                throw (RuntimeException) next;
            }
        });
        send(topic, "a", "b", "c", "d");
        BackgroundLoop loop = start(topic);
        // The failure stays visible over repeated attempts, although "a" and "b" were taken before it.
        await(() -> loop.status().attempts() >= 3, "three failures in a row");
        assertThat(loop.status().isWell()).isFalse();
        assertThat(loop.status().text()).startsWith("waits: ").contains("not at this time");
        failures.removeFirst();
        await(() -> loop.status().text().contains("No space left on device"), "the second cause");
        failures.removeFirst();
        await(() -> loop.status().text().contains("a fault in a mapped file"), "the third cause");
        assertThat(taken.values()).containsExactly("a", "b");
        failures.clear();
        await(() -> loop.status().isWell(), "health");
        await(() -> taken.values().size() == 4, "the rest");
        assertThat(taken.values()).containsExactly("a", "b", "c", "d");
        await(() -> loop.status().lag() == 0, "no lag");
        assertThat(loop.status().lastProgress()).isNotNull();
    }

    @Test
    void survivesABrokerThatIsAway(TestInfo test) throws Exception {
        String topic = topic(test);
        send(topic, "a");
        BackgroundLoop loop = start(topic);
        await(() -> taken.values().size() == 1 && loop.status().isWell(), "the first record");
        broker.close();
        await(() -> !loop.status().isWell(), "a failure");
        assertThat(loop.status().text()).contains("the broker does not answer");
        LoopStatus first = loop.status();
        await(() -> loop.status().attempts() > first.attempts(), "another attempt");
        assertThat(loop.status().failingSince()).isEqualTo(first.failingSince());
        broker = KafkaBroker.start(TestServers.binaries(), folder, port, () -> CLUSTER);
        await(() -> loop.status().isWell(), "health");
        send(topic, "b");
        await(() -> taken.values().size() == 2, "the second record");
        assertThat(taken.values()).containsExactly("a", "b");
    }

    @Test
    void stopsAtAFaultOfTheDataAndStillReportsTheLag(TestInfo test) throws Exception {
        String topic = topic(test);
        taken.before.set(value -> {
            if (value.equals("broken")) {
                throw new DataFaultException("at offset 1: broken", new IllegalArgumentException(value));
            }
        });
        send(topic, "a", "broken", "c");
        BackgroundLoop loop = start(topic);
        await(() -> loop.status().stopped() != null, "the stop");
        assertThat(loop.status().text()).isEqualTo("stopped at offset 1: broken");
        send(topic, "d", "e");
        await(() -> loop.status().lag() >= 2, "a lag that grows");
        assertThat(taken.values()).containsExactly("a");
        assertThat(taken.handlers).isEqualTo(1);
    }

    @Test
    void stopsWhereTheTopicDoesNotHoldTheStoredPosition(TestInfo test) throws Exception {
        String topic = topic(test);
        send(topic, "a", "b", "c");
        BackgroundLoop loop = start(topic);
        await(() -> taken.values().size() == 3, "all records");
        loop.stop();
        try (var admin = Admin.create(reach())) {
            admin.deleteTopics(List.of(topic)).all().get(30, TimeUnit.SECONDS);
            await(() -> !names(admin).contains(topic), "the end of the topic");
        }
        make(topic);
        send(topic, "x");
        BackgroundLoop again = start(topic);
        await(() -> again.status().stopped() != null, "the stop");
        assertThat(again.status().text()).contains("does not hold the stored position");
        send(topic, "y", "z", "too-late");
        assertThat(taken.values()).containsExactly("a", "b", "c");
    }

    @Test
    void readsNoRecordOfATopicThatWasMadeAnewAndIsLonger(TestInfo test) throws Exception {
        String topic = topic(test);
        taken.topic = Optional.of("");
        send(topic, "a", "b");
        BackgroundLoop loop = start(topic);
        await(() -> taken.values().size() == 2, "all records");
        String first = taken.topic.orElseThrow();
        try (var admin = Admin.create(reach())) {
            admin.deleteTopics(List.of(topic)).all().get(30, TimeUnit.SECONDS);
            await(() -> !names(admin).contains(topic), "the end of the topic");
            await(() -> !loop.status().isWell(), "a failure");
            await(() -> loop.status().text().contains("the broker has no topic " + topic), "the cause");
        }
        make(topic);
        send(topic, "x", "y", "z", "another");
        await(() -> loop.status().stopped() != null, "the stop");
        assertThat(loop.status().text()).startsWith("stopped because the position is of topic " + first);
        assertThat(taken.values()).containsExactly("a", "b");
    }

    private static Collection<String> names(Admin admin) {
        try {
            return admin.listTopics().names().get(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
