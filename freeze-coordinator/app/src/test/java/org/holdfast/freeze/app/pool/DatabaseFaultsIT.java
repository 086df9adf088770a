package org.holdfast.freeze.app.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
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
    /** Far less than a connection is waited for where no bound is set, far more than a slow machine needs. */
    private static final Duration HEALTH_MAX = Duration.ofSeconds(15);

    private static final int LISTS = 30;
    private static final long LOOK_AGAIN_NANOS = 100_000_000;

    @TempDir
    private Path folder;

    @Test
    void answersWhileTheListIsLocked() throws Exception {
        Node node = Node.shared();
        var flow = new HoldFlow(node);
        flow.sent("f-1", "exchange-a");
        var done = new AtomicBoolean();
        var locked = new CompletableFuture<Void>();
        Set<String> answers = ConcurrentHashMap.newKeySet();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var asking = new ArrayList<Future<?>>();
            var holder = threads.submit(() -> holdTheList(node, locked, done));
            locked.join();
            try {
                // The lists take all connections of officers the whole time, so nothing else may need one.
                for (int n = 0; n < LISTS; n++) {
                    asking.add(threads.submit(() -> {
                        while (!done.get()) {
                            answers.add(node.get("reader", "/v1/holds").code());
                        }
                    }));
                }
                assertThat(Node.await(() -> answers.contains("503 service.database.unavailable")))
                        .isTrue();
                assertThat(node.get("exchange-a", HoldFlow.INBOX + "/f-1").code())
                        .isEqualTo("200 ");
                assertThat(node.post("exchange-a", HoldFlow.INBOX + "/f-1/acknowledgement", "f-1", "")
                                .code())
                        .isEqualTo("200 ");
                assertThat(node.get("reader", "/actuator/health").status()).isIn(200, 503);
                assertThat(answers).containsExactly("503 service.database.unavailable");
            } finally {
                done.set(true);
            }
            holder.get();
            for (var list : asking) {
                list.get();
            }
        }
        node.awaitHold("case-f-1", "acknowledged");
        assertThat(Node.await(() -> node.get("reader", "/actuator/health").status() == 200))
                .isTrue();
    }

    /** Keeps the table locked; asks now and then, because an idle transaction is ended. */
    private static void holdTheList(Node node, CompletableFuture<Void> locked, AtomicBoolean done) {
        node.bean(TransactionTemplate.class).executeWithoutResult(open -> {
            var jdbc = node.bean(JdbcClient.class);
            jdbc.sql("lock table hold_view").update();
            locked.complete(null);
            while (!done.get()) {
                jdbc.sql("select 1").query(Integer.class).single();
                LockSupport.parkNanos(LOOK_AGAIN_NANOS);
            }
        });
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
