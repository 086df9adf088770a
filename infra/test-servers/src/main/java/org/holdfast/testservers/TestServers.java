package org.holdfast.testservers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.holdfast.servers.KafkaBroker;
import org.holdfast.servers.LoopbackPort;
import org.holdfast.servers.PostgresServer;
import org.holdfast.servers.ServerBinaries;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * One broker and one database server per test JVM, started when first asked for and stopped with the JVM. Each test
 * takes topics and databases of its own, so that tests do not see one another.
 */
public final class TestServers {
    private static final String KAFKA_IMAGE = "apache/kafka:4.1.0";
    private static final String POSTGRES_IMAGE = "postgres:18";
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private TestServers() {}

    /** The bootstrap address of a real broker. */
    public static String kafka() {
        return Broker.BOOTSTRAP;
    }

    /** A new empty database. */
    public static Database database() {
        String name = "test_" + DATABASES.incrementAndGet();
        Database server = Postgres.SERVER;
        try (var connection = DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
                var statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot make database " + name, e);
        }
        String url = server.jdbcUrl().replaceFirst("/[^/?]+(\\?.*)?$", "/" + name);
        return new Database(url, server.user(), server.password());
    }

    /** True where containers are used in place of own processes. */
    public static boolean dockerAnswers() {
        return Docker.ANSWERS;
    }

    /** Where the build put the servers' files. */
    public static ServerBinaries binaries() {
        return ServerBinaries.below(
                Path.of(System.getProperty("holdfast.home", "../..")).toAbsolutePath());
    }

    private static Path folder(String name) {
        try {
            Path target = Files.createDirectories(Path.of("target").toAbsolutePath());
            return Files.createTempDirectory(target, name + "-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String random(int bytes, java.util.function.Function<byte[], String> text) {
        // A test's own servers guard nothing; the seed only has to differ between two that run at once.
        var random = new Random(ProcessHandle.current().pid());
        byte[] raw = new byte[bytes];
        random.nextBytes(raw);
        return text.apply(raw);
    }

    private static final class Docker {
        static final boolean ANSWERS = Boolean.parseBoolean(System.getProperty("holdfast.test.docker", "true"))
                && DockerClientFactory.instance().isDockerAvailable();
    }

    private static final class Broker {
        static final String BOOTSTRAP = start();

        @SuppressWarnings("resource") // The container lives as long as the JVM.
        private static String start() {
            if (Docker.ANSWERS) {
                var container = new KafkaContainer(KAFKA_IMAGE);
                container.start();
                return container.getBootstrapServers();
            }
            var broker = KafkaBroker.start(
                    binaries(),
                    folder("kafka"),
                    LoopbackPort.free(),
                    () -> random(16, Base64.getUrlEncoder().withoutPadding()::encodeToString));
            Runtime.getRuntime().addShutdownHook(new Thread(broker::close));
            return broker.bootstrap();
        }
    }

    private static final class Postgres {
        static final Database SERVER = start();

        @SuppressWarnings("resource") // The container lives as long as the JVM.
        private static Database start() {
            if (Docker.ANSWERS) {
                var container = new PostgreSQLContainer(POSTGRES_IMAGE);
                container.start();
                return new Database(container.getJdbcUrl(), container.getUsername(), container.getPassword());
            }
            var server = PostgresServer.start(
                    binaries(), folder("postgres"), LoopbackPort.free(), () -> random(16, HexFormat.of()::formatHex));
            Runtime.getRuntime().addShutdownHook(new Thread(server::close));
            return new Database(server.jdbcUrl("postgres"), PostgresServer.USER, server.password());
        }
    }
}
