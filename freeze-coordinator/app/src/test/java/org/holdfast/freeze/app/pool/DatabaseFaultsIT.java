package org.holdfast.freeze.app.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.holdfast.freeze.app.HoldFlow;
import org.holdfast.freeze.app.Node;
import org.holdfast.testkit.MovableClock;
import org.holdfast.testservers.CutLine;
import org.holdfast.testservers.Database;
import org.holdfast.testservers.TestServers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** A database that is away, or locked: 503, health at once, and exchanges served. */
class DatabaseFaultsIT {
    private static final Duration HEALTH_MAX = Duration.ofSeconds(5);

    @TempDir
    private Path folder;

    @Test
    void answersWhileTheListIsLocked() throws Exception {
        Node node = Node.shared();
        var flow = new HoldFlow(node);
        flow.sent("f-1", "exchange-a");
        var done = new CompletableFuture<Void>();
        var locked = new CompletableFuture<Void>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var holder =
                    threads.submit(() -> node.bean(TransactionTemplate.class).executeWithoutResult(open -> {
                        node.bean(JdbcClient.class).sql("lock table hold_view").update();
                        locked.complete(null);
                        done.join();
                    }));
            locked.join();
            try {
                var lists = new ArrayList<CompletableFuture<Node.Answer>>();
                for (int n = 0; n < 30; n++) {
                    lists.add(CompletableFuture.supplyAsync(() -> node.get("reader", "/v1/holds"), threads));
                }
                long began = System.nanoTime();
                assertThat(node.get("exchange-a", HoldFlow.INBOX + "/f-1").code())
                        .isEqualTo("200 ");
                assertThat(node.post("exchange-a", HoldFlow.INBOX + "/f-1/acknowledgement", "f-1", "")
                                .code())
                        .isEqualTo("200 ");
                node.get("reader", "/actuator/health");
                assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(3));
                for (var list : lists) {
                    assertThat(list.join().code()).isEqualTo("503 service.database.unavailable");
                }
            } finally {
                done.complete(null);
            }
            holder.get();
        }
        node.awaitHold("case-f-1", "acknowledged");
        assertThat(Node.await(() -> node.get("reader", "/actuator/health").status() == 200))
                .isTrue();
    }

    @Test
    void saysThatTheDatabaseIsAwayAndGoesOnWhenItIsBack() throws Exception {
        Database database = TestServers.database();
        URI server = URI.create(database.jdbcUrl().replace("jdbc:postgresql", "tcp"));
        try (var line = new CutLine(server)) {
            String url = database.jdbcUrl()
                    .replaceFirst("//[^/]+/", "//127.0.0.1:" + line.websocket().getPort() + "/");
            var through = new Database(url, database.user(), database.password());
            try (Node node = Node.start(through, MovableClock.running(Instant.parse("2026-03-02T09:00:00Z")), folder)) {
                assertThat(Node.await(
                                () -> node.get("reader", "/actuator/health").status() == 200))
                        .isTrue();
                line.cut();
                assertThat(node.get("reader", "/v1/holds").code()).isEqualTo("503 service.database.unavailable");
                assertThat(node.post("second", "/v1/holds/none/approval", "{}").code())
                        .isEqualTo("503 service.database.unavailable");
                assertThat(node.get("exchange-a", HoldFlow.INBOX).code()).isEqualTo("503 service.database.unavailable");
                assertThat(Node.await(() -> healthInTime(node) == 503)).isTrue();
                line.mend();
                assertThat(Node.await(() -> healthInTime(node) == 200)).isTrue();
                assertThat(node.get("reader", "/v1/holds").code()).isEqualTo("200 ");
            }
        }
    }

    private static int healthInTime(Node node) {
        long began = System.nanoTime();
        int status = node.get("reader", "/actuator/health").status();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(HEALTH_MAX);
        return status;
    }
}
