package org.holdfast.freeze.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.holdfast.kit.digest.Digests;
import org.holdfast.records.Topics;
import org.holdfast.servers.KafkaBroker;
import org.holdfast.servers.LoopbackPort;
import org.holdfast.testkit.Campaign;
import org.holdfast.testservers.Database;
import org.holdfast.testservers.TestServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Instances as processes of their own on one database: one is killed, one is stopped for longer than its claims last,
 * one has a clock two hours ahead. Every hold is sent once, and no clock runs out early.
 */
class SeveralInstancesIT {
    private static final int HOLDS = Campaign.size(200, 10_000);
    private static final Duration AHEAD = Duration.ofHours(2);
    /** Longer than a claim lasts. */
    private static final Duration STOPPED = Duration.ofSeconds(15);

    private static final Duration ALL_SENT_MAX = Duration.ofMinutes(15);
    private static final Duration START_MAX = Duration.ofMinutes(4);
    private static final long LOOK_AGAIN_NANOS = 200_000_000;

    @TempDir
    private Path folder;

    private final List<Instance> instances = new ArrayList<>();
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    private record Instance(Process process, int port, Path log) {}

    @AfterEach
    void stop() {
        instances.forEach(instance -> instance.process().destroyForcibly());
    }

    @Test
    void sendsEachHoldOnceAndRunsNoClockEarly() throws Exception {
        try (var broker = KafkaBroker.start(
                TestServers.binaries(),
                Files.createDirectory(folder.resolve("kafka")),
                LoopbackPort.free(),
                () -> "AAAAAAAAAAAAAAAAAAAAAA")) {
            Database database = TestServers.database();
            var jdbc = JdbcClient.create(
                    new DriverManagerDataSource(database.jdbcUrl(), database.user(), database.password()));
            Instance killed = start(broker.bootstrap(), database, Duration.ZERO);
            await(killed, () -> status(killed, "reader", "/actuator/health/readiness") == 200);
            Instance stopped = start(broker.bootstrap(), database, Duration.ZERO);
            Instance ahead = start(broker.bootstrap(), database, AHEAD);
            send(broker.bootstrap());
            await(
                    ahead,
                    () -> status(ahead, "reader", "/actuator/health") == 503
                            && body(ahead, "/actuator/health").contains("ahead of the database"));
            await(stopped, () -> status(stopped, "reader", "/actuator/health/readiness") == 200);
            assertThat(status(ahead, "second", "/v1/holds/none/approval")).isEqualTo(503);

            approve(jdbc, List.of(killed, stopped, ahead), HOLDS / 3);
            killed.process().destroyForcibly().waitFor();
            approve(jdbc, List.of(stopped, ahead), 2 * HOLDS / 3);
            Instance again = start(broker.bootstrap(), database, Duration.ZERO);
            await(again, () -> status(again, "reader", "/actuator/health/readiness") == 200);
            signal("STOP", stopped);
            long resumes = System.nanoTime() + STOPPED.toNanos();
            approve(jdbc, List.of(again, ahead), HOLDS);
            LockSupport.parkNanos(Math.max(0, resumes - System.nanoTime()));
            signal("CONT", stopped);
            assertThat(sentWithin(jdbc)).as(() -> log(again)).isTrue();
            // What it had begun before it was stopped ends now, and must not double anything.
            await(stopped, () -> status(stopped, "reader", "/actuator/health/readiness") == 200);

            assertThat(count(jdbc, "select count(*) from domainevententry where payloadtype = 'hold.HoldDrafted'"))
                    .isEqualTo(HOLDS);
            assertThat(count(jdbc, "select count(*) from domainevententry where payloadtype = 'hold.HoldSent'"))
                    .isEqualTo(HOLDS);
            assertThat(count(
                            jdbc,
                            "select count(*) from domainevententry where payloadtype in"
                                    + " ('hold.HoldUnacknowledged', 'hold.HoldLapsePresumed', 'process.ProcessStuck')"))
                    .isZero();
            assertThat(count(
                            jdbc,
                            "select count(*) from domainevententry"
                                    + " where timestamp::timestamptz > clock_timestamp() + interval '5 seconds'"))
                    .isZero();
            assertThat(count(jdbc, "select count(*) from exchange_inbox")).isEqualTo(HOLDS);
            assertThat(count(jdbc, "select count(distinct hold_id) from exchange_inbox"))
                    .isEqualTo(HOLDS);
            assertThat(count(jdbc, "select count(*) from deadletterentry")).isZero();
            assertThat(ahead.process().isAlive()).isTrue();
        }
    }

    /** A process starts slowly where several do. */
    private static void await(Instance instance, BooleanSupplier condition) {
        long end = System.nanoTime() + START_MAX.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(() -> log(instance)).isLessThan(end);
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
    }

    private boolean sentWithin(JdbcClient jdbc) {
        long end = System.nanoTime() + ALL_SENT_MAX.toNanos();
        while (System.nanoTime() < end) {
            if (count(jdbc, "select count(*) from exchange_inbox") >= HOLDS) {
                return true;
            }
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
        return false;
    }

    /** Approves drafts through whichever instance answers, until so many are approved. */
    private void approve(JdbcClient jdbc, List<Instance> through, int holds) {
        Set<String> approved = new HashSet<>();
        long end = System.nanoTime() + ALL_SENT_MAX.toNanos();
        int asked = 0;
        while (count(jdbc, "select count(*) from domainevententry where payloadtype = 'hold.HoldApproved'") < holds) {
            assertThat(System.nanoTime()).as("time for approvals").isLessThan(end);
            for (String hold : jdbc.sql("select hold_id from hold_view where state = 'DRAFT' limit 50")
                    .query(String.class)
                    .list()) {
                if (!approved.contains(hold)) {
                    Instance instance = through.get(asked++ % through.size());
                    if (status(instance, "second", "/v1/holds/" + hold + "/approval") == 200) {
                        approved.add(hold);
                    }
                }
            }
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
    }

    private static long count(JdbcClient jdbc, String sql) {
        return jdbc.sql(sql).query(Long.class).single();
    }

    private static void send(String kafka) {
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", kafka),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int n = 0; n < HOLDS; n++) {
                var _ = producer.send(new ProducerRecord<>(
                        Topics.TRACING_FACTS,
                        0,
                        ("case-" + n).getBytes(StandardCharsets.UTF_8),
                        FactTopic.reached("fact-" + n, "case-" + n, "exchange-a")
                                .toByteArray()));
            }
        }
    }

    private Instance start(String kafka, Database database, Duration ahead) throws IOException {
        Path access = folder.resolve("access");
        Files.writeString(
                access,
                Digests.sha256("token-of-second") + " officer second supervisor\n" + Digests.sha256("token-of-reader")
                        + " officer reader auditor\n");
        int port = LoopbackPort.free();
        Path log = folder.resolve("instance-" + instances.size() + ".log");
        String classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-Daxoniq.update-checker.disabled=true",
                        "-cp",
                        classes,
                        OffsetInstance.class.getName(),
                        Long.toString(ahead.toSeconds()),
                        "--server.address=127.0.0.1",
                        "--server.port=" + port,
                        "--holdfast.kafka.bootstrap=" + kafka,
                        "--holdfast.access.file=" + access,
                        "--holdfast.vasps=exchange-a",
                        "--spring.datasource.url=" + database.jdbcUrl(),
                        "--spring.datasource.username=" + database.user(),
                        "--spring.datasource.password=" + database.password())
                .redirectErrorStream(true)
                .redirectOutput(new File(log.toString()))
                .start();
        var instance = new Instance(process, port, log);
        instances.add(instance);
        return instance;
    }

    private static void signal(String name, Instance instance) throws Exception {
        assertThat(new ProcessBuilder(
                                "kill",
                                "-" + name,
                                Long.toString(instance.process().pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    /** The status of an answer; 0 where there is none. */
    private int status(Instance instance, String caller, String path) {
        try {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + instance.port() + path))
                    .timeout(Duration.ofSeconds(5))
                    .header("Authorization", "Bearer token-of-" + caller)
                    .header("Content-Type", "application/json");
            if (path.endsWith("/approval")) {
                request.POST(HttpRequest.BodyPublishers.ofString("{}"));
            }
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString())
                    .statusCode();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private String body(Instance instance, String path) {
        try {
            return http.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + instance.port() + path))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String log(Instance instance) {
        try {
            return Files.readString(instance.log());
        } catch (IOException e) {
            return e.toString();
        }
    }
}
