package org.holdfast.freeze.app.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.holdfast.freeze.app.FactTopic;
import org.holdfast.freeze.app.Node;
import org.holdfast.testkit.MovableClock;
import org.holdfast.testservers.TestServers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A coordinator whose clock is not that of the database does nothing, says so, and continues when it is mended. */
class ClockCheckIT {
    private static final Instant T0 = Instant.parse("2026-03-02T09:00:00Z");

    @TempDir
    private Path folder;

    @Test
    void doesNothingWhileItsClockIsWrong() throws Exception {
        var clock = MovableClock.running(T0.plus(Duration.ofHours(1)));
        var database = MovableClock.running(T0);
        try (Node node = Node.start(TestServers.database(), clock, database::instant, folder)) {
            assertThat(health(node)).contains("ahead of the database");
            assertThat(node.get("reader", "/actuator/health/readiness").status())
                    .isEqualTo(503);
            assertThat(node.post("second", "/v1/holds/none/approval", "{}").code())
                    .isEqualTo("503 freeze.clock.differs");
            FactTopic.send(FactTopic.reached("fact-K1", "K1", "exchange-a").toByteArray());
            assertThat(Node.await(() -> node.get("reader", "/actuator/health")
                            .body()
                            .path("components")
                            .path("facts")
                            .path("details")
                            .toString()
                            .contains("freeze.clock.differs")))
                    .isTrue();
            var jdbc = node.bean(JdbcClient.class);
            assertThat(jdbc.sql("select count(*) from domainevententry")
                            .query(Long.class)
                            .single())
                    .isZero();
            assertThat(jdbc.sql("select count(*) from tokenentry where owner is not null"
                                    + " and processorname <> '__config'")
                            .query(Long.class)
                            .single())
                    .isZero();
            database.advance(Duration.ofHours(1));
            node.awaitHold("K1", "draft");
            assertThat(Node.await(() -> node.get("reader", "/actuator/health").status() == 200))
                    .as(() -> health(node))
                    .isTrue();
        }
    }

    /** As an instance that was ahead, or the whole machine before its clock was set back, has left them. */
    @Test
    void freesClaimsOfTheFuture() throws Exception {
        var clock = MovableClock.running(T0);
        var database = TestServers.database();
        try (Node node = Node.start(database, clock, folder)) {
            FactTopic.send(FactTopic.reached("fact-K2", "K2", "exchange-a").toByteArray());
            node.awaitHold("K2", "draft");
            var jdbc = node.bean(JdbcClient.class);
            jdbc.sql("update tokenentry set owner = 'an instance that was killed',"
                            + " timestamp = to_char(now() at time zone 'UTC' + interval '2 hours',"
                            + " 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"') where processorname <> '__config'")
                    .update();
            FactTopic.send(FactTopic.reached("fact-K3", "K3", "exchange-a").toByteArray());
            node.awaitHold("K3", "draft");
        }
    }

    private static String health(Node node) {
        return node.get("reader", "/actuator/health").body().path("components").toString();
    }
}
