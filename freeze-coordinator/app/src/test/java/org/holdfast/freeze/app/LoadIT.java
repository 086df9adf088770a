package org.holdfast.freeze.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.holdfast.records.Topics;
import org.holdfast.servers.KafkaBroker;
import org.holdfast.servers.LoopbackPort;
import org.holdfast.testkit.Campaign;
import org.holdfast.testkit.MovableClock;
import org.holdfast.testservers.TestServers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Facts into drafts at a steady rate, and a backlog that is drained. The figures are printed; a full run
 * ({@code --long}) holds them to their bounds, because a machine that is shared says little.
 */
class LoadIT {
    private static final Logger LOG = LoggerFactory.getLogger(LoadIT.class);
    /** Not measured: a process that has just started compiles its code first. */
    private static final int WARM = 200;

    private static final int STEADY = Campaign.size(250, 3_000);
    private static final int BACKLOG = Campaign.size(500, 20_000);
    private static final int FACTS_PER_SECOND = 50;
    private static final Duration P99_MAX = Duration.ofSeconds(2);
    private static final int DRAFTS_PER_SECOND_MIN = 300;
    private static final Duration DRAIN_MAX = Duration.ofMinutes(10);
    private static final long LOOK_AGAIN_NANOS = 100_000_000;
    private static final long NANOS = 1_000_000_000;

    @TempDir
    private Path folder;

    @Test
    void draftsAtASteadyRateAndDrainsABacklog() throws Exception {
        var clock = MovableClock.running(Instant.parse("2026-03-02T09:00:00Z"));
        try (var broker = KafkaBroker.start(
                        TestServers.binaries(),
                        Files.createDirectory(folder.resolve("kafka")),
                        LoopbackPort.free(),
                        () -> "AAAAAAAAAAAAAAAAAAAAAA");
                Node node = Node.startOn(broker.bootstrap(), TestServers.database(), clock, folder);
                var producer = new KafkaProducer<>(
                        Map.<String, Object>of("bootstrap.servers", broker.bootstrap(), "linger.ms", 0),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            for (int n = 0; n < WARM; n++) {
                send(producer, "warm-" + n);
            }
            assertThat(drafted(node, WARM)).isTrue();
            List<Duration> waits = steady(producer, node, clock);
            Duration p99 = waits.get(waits.size() * 99 / 100);
            LOG.info("{} facts/s: fact to draft p50 {}, p99 {}", FACTS_PER_SECOND, waits.get(waits.size() / 2), p99);
            long began = System.nanoTime();
            for (int n = 0; n < BACKLOG; n++) {
                send(producer, "backlog-" + n);
            }
            assertThat(drafted(node, WARM + STEADY + BACKLOG)).isTrue();
            double seconds = (System.nanoTime() - began) / (double) NANOS;
            long perSecond = Math.round(BACKLOG / seconds);
            LOG.info("{} facts in a backlog: {} drafts/s", BACKLOG, perSecond);
            assertThat(node.get("reader", "/v1/parked-events")
                            .body()
                            .path("parked")
                            .size())
                    .isZero();
            if (Boolean.getBoolean("holdfast.long")) {
                assertThat(p99).isLessThanOrEqualTo(P99_MAX);
                assertThat(perSecond).isGreaterThanOrEqualTo(DRAFTS_PER_SECOND_MIN);
            }
        }
    }

    /** From the sending of each fact until its draft stands in the list, as an officer sees it. */
    private static List<Duration> steady(KafkaProducer<byte[], byte[]> producer, Node node, MovableClock clock)
            throws InterruptedException {
        Map<String, Instant> sent = new HashMap<>();
        Map<String, Instant> seen = new ConcurrentHashMap<>();
        Thread watcher = Thread.ofPlatform().start(() -> watch(node, clock, seen));
        long began = System.nanoTime();
        for (int n = 0; n < STEADY; n++) {
            long due = began + n * NANOS / FACTS_PER_SECOND;
            LockSupport.parkNanos(Math.max(0, due - System.nanoTime()));
            sent.put("steady-" + n, clock.instant());
            send(producer, "steady-" + n);
        }
        watcher.join(DRAIN_MAX);
        assertThat(seen).hasSize(STEADY);
        return sent.entrySet().stream()
                .map(fact -> Duration.between(
                        fact.getValue(), Objects.requireNonNull(seen.get(fact.getKey()), fact.getKey())))
                .sorted()
                .toList();
    }

    private static void watch(Node node, MovableClock clock, Map<String, Instant> seen) {
        long end = System.nanoTime() + DRAIN_MAX.toNanos();
        while (seen.size() < STEADY && System.nanoTime() < end) {
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
            var listed = node.bean(JdbcClient.class)
                    .sql("select case_id from hold_view where case_id like 'steady-%'")
                    .query(String.class)
                    .list();
            Instant now = clock.instant();
            listed.forEach(id -> seen.putIfAbsent(Objects.requireNonNull(id), now));
        }
    }

    private static boolean drafted(Node node, int holds) {
        long end = System.nanoTime() + DRAIN_MAX.toNanos();
        long count = 0;
        while (count < holds && System.nanoTime() < end) {
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
            count = node.bean(JdbcClient.class)
                    .sql("select count(*) from hold_view")
                    .query(Long.class)
                    .single();
        }
        return count == holds;
    }

    private static void send(KafkaProducer<byte[], byte[]> producer, String caseId) {
        var _ = producer.send(new ProducerRecord<>(
                Topics.TRACING_FACTS,
                0,
                caseId.getBytes(StandardCharsets.UTF_8),
                FactTopic.reached("fact-" + caseId, caseId, "exchange-a").toByteArray()));
    }
}
