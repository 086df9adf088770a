package org.holdfast.testservers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.servers.KafkaBroker;
import org.holdfast.servers.LoopbackPort;
import org.holdfast.servers.OwnProcess;
import org.holdfast.servers.PostgresServer;
import org.holdfast.servers.ServerRecord;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

class ServersIT {
    private static final Duration DEAD_MAX = Duration.ofSeconds(20);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    @Nested
    class Postgres {
        @Test
        void keepsWhatWasCommittedOverAKill() throws Exception {
            int port = LoopbackPort.free();
            var first = PostgresServer.start(TestServers.binaries(), folder, port, () -> "secret-1");
            try (var connection = connect(first);
                    var statement = connection.createStatement()) {
                statement.execute("create table kept (id int)");
                statement.execute("insert into kept values (7)");
                try (var rows = statement.executeQuery("show fsync")) {
                    rows.next();
                    assertThat(rows.getString(1)).isEqualTo("on");
                }
            }
            kill(first.pid());
            try (var second = PostgresServer.start(TestServers.binaries(), folder, port, () -> "never asked again");
                    var connection = connect(second);
                    var statement = connection.createStatement();
                    var rows = statement.executeQuery("select id from kept")) {
                assertThat(second.password()).isEqualTo("secret-1");
                assertThat(rows.next()).isTrue();
                assertThat(rows.getInt(1)).isEqualTo(7);
            }
        }

        @Test
        void startsOverWhenItsFirstStartWasCutOff() throws Exception {
            Files.createDirectories(folder.resolve("pgdata.partial/base"));
            try (var server =
                    PostgresServer.start(TestServers.binaries(), folder, LoopbackPort.free(), () -> "secret")) {
                assertThat(connect(server).isValid(5)).isTrue();
            }
        }

        private static java.sql.Connection connect(PostgresServer server) throws SQLException {
            return DriverManager.getConnection(server.jdbcUrl("postgres"), PostgresServer.USER, server.password());
        }
    }

    @Nested
    class Kafka {
        private static final TopicPartition PLACE = new TopicPartition("kept", 0);

        @Test
        void keepsWhatWasCommittedOverAKillAndHidesWhatWasNot() throws Exception {
            int port = LoopbackPort.free();
            var first = KafkaBroker.start(TestServers.binaries(), folder, port, () -> "AAAAAAAAAAAAAAAAAAAAAQ");
            try (var admin = Admin.create(Map.of("bootstrap.servers", first.bootstrap()))) {
                admin.createTopics(List.of(new NewTopic("kept", 1, (short) 1)))
                        .all()
                        .get(30, TimeUnit.SECONDS);
            }
            var orphan = producer(first);
            orphan.initTransactions();
            orphan.beginTransaction();
            orphan.send(new ProducerRecord<>("kept", "k", "committed")).get(30, TimeUnit.SECONDS);
            orphan.commitTransaction();
            orphan.beginTransaction();
            orphan.send(new ProducerRecord<>("kept", "k", "open")).get(30, TimeUnit.SECONDS);
            kill(first.pid());
            orphan.close(Duration.ZERO);
            try (var second = KafkaBroker.start(TestServers.binaries(), folder, port, () -> "unused");
                    var producer = producer(second)) {
                producer.initTransactions();
                producer.beginTransaction();
                producer.send(new ProducerRecord<>("kept", "k", "after")).get(30, TimeUnit.SECONDS);
                producer.commitTransaction();
                assertThat(read(second, 2)).containsExactly("committed", "after");
            }
        }

        private static KafkaProducer<String, String> producer(KafkaBroker broker) {
            return new KafkaProducer<>(
                    Map.of("bootstrap.servers", broker.bootstrap(), "transactional.id", "test", "max.block.ms", 60_000),
                    new StringSerializer(),
                    new StringSerializer());
        }

        private static List<String> read(KafkaBroker broker, int count) {
            var found = new java.util.ArrayList<String>();
            try (var consumer = new KafkaConsumer<>(
                    Map.<String, Object>of(
                            "bootstrap.servers", broker.bootstrap(), "isolation.level", "read_committed"),
                    new StringDeserializer(),
                    new StringDeserializer())) {
                consumer.assign(List.of(PLACE));
                consumer.seekToBeginning(List.of(PLACE));
                for (int i = 0; i < 60 && found.size() < count; i++) {
                    consumer.poll(Duration.ofMillis(500)).forEach(r -> found.add(r.value()));
                }
            }
            return found;
        }
    }

    @Test
    void aTakenPortIsNamedInOneSentence() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() ->
                            PostgresServer.start(TestServers.binaries(), folder, taken.getLocalPort(), () -> "secret"))
                    .isInstanceOf(InputFaultException.class)
                    .hasMessageContaining("servers.port.taken")
                    .hasMessageContaining(Integer.toString(taken.getLocalPort()));
        }
    }

    @Test
    void aFileInPlaceOfADirectoryIsNamedInOneSentence() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "x");
        assertThatThrownBy(() ->
                        KafkaBroker.start(TestServers.binaries(), file.resolve("kafka"), LoopbackPort.free(), () -> ""))
                .isInstanceOf(InputFaultException.class)
                .hasMessageContaining("servers.directory.not-writable");
    }

    @Test
    void aStrangerWithARecycledPidIsNeverStopped() throws Exception {
        Process stranger = new ProcessBuilder("sleep", "60").start();
        try {
            new ServerRecord(stranger.pid(), Instant.parse("2020-01-01T00:00:00Z"), 1)
                    .write(folder.resolve("postgres.process"));
            PostgresServer.stopRecorded(folder);
            assertThat(stranger.isAlive()).isTrue();
        } finally {
            stranger.destroyForcibly();
        }
    }

    @Test
    void aTornRecordCountsAsNone() throws Exception {
        Path file = folder.resolve("kafka.process");
        Files.writeString(file, "pid=12\nstar", StandardCharsets.UTF_8);
        assertThat(ServerRecord.read(file)).isEmpty();
    }

    @Test
    void eachTestGetsADatabaseOfItsOwn() throws Exception {
        Database one = TestServers.database();
        Database two = TestServers.database();
        assertThat(one.jdbcUrl()).isNotEqualTo(two.jdbcUrl());
        try (var connection = DriverManager.getConnection(one.jdbcUrl(), one.user(), one.password())) {
            assertThat(connection.isValid(5)).isTrue();
        }
    }

    private static void kill(long pid) throws Exception {
        new ProcessBuilder("sh", "-c", "kill -KILL " + pid).start().waitFor();
        assertThat(OwnProcess.await(
                        () -> ProcessHandle.of(pid)
                                .filter(ProcessHandle::isAlive)
                                .isEmpty(),
                        DEAD_MAX))
                .isTrue();
    }
}
