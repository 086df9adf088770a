package org.holdfast.tracing.app.trace.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.primitives.id.OfficerId;
import org.holdfast.primitives.id.TraceId;
import org.holdfast.testservers.Database;
import org.holdfast.testservers.TestServers;
import org.holdfast.tracing.app.TracingNode;
import org.holdfast.tracing.app.settings.TracingSettings;
import org.holdfast.tracing.app.trace.jdbc.JdbcTraceQueue;
import org.holdfast.tracing.app.trace.jdbc.JdbcTraces;
import org.holdfast.tracing.app.trace.question.TraceKind;
import org.holdfast.tracing.app.trace.row.InstanceId;
import org.holdfast.tracing.app.trace.row.NewTrace;
import org.holdfast.tracing.app.trace.row.TraceRow;
import org.holdfast.tracing.app.trace.row.TraceState;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The queue of traces over a real database, with work that lasts as long as the test wants. */
class TraceJobsIT {
    private static final ChainId CHAIN = ChainId.BITCOIN_REGTEST;
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration LEASE = Duration.ofSeconds(2);
    /** From the end of an instance to the takeover of its traces, on a slow machine. */
    private static final Duration TAKEOVER_MAX = LEASE.plusSeconds(20);

    @TempDir
    private static Path folder;

    private static Database database;
    private static TracingNode node;
    private static JdbcTraces traces;

    private final StubTraceWork work = new StubTraceWork("{}");
    private final List<Instance> instances = new ArrayList<>();
    private TraceJobs jobs;

    /** An instance of the service with connections of its own. */
    private static final class Instance {
        final TraceJobs jobs;
        private final HikariDataSource connections = new HikariDataSource();

        Instance(String name, TraceWork work, Duration lease) {
            connections.setJdbcUrl(database.jdbcUrl());
            connections.setUsername(database.user());
            connections.setPassword(database.password());
            connections.setMaximumPoolSize(3);
            jobs = new TraceJobs(
                    settings(lease),
                    traces,
                    new JdbcTraceQueue(JdbcClient.create(connections)),
                    work,
                    new InstanceId(name),
                    Clock.systemUTC());
        }

        /** Ends what the instance does in the database, as the death of its process would. */
        void kill() {
            connections.close();
        }
    }

    private static TracingSettings settings(Duration lease) {
        return new TracingSettings(
                new TracingSettings.Kafka("none", (short) 1, null),
                Path.of("none"),
                List.of(),
                new TracingSettings.Access(Path.of("none")),
                new TracingSettings.Traces(2, 3, 3, 1, 1_000, 1_000, 1_000, 1_000, 2, lease, 1),
                new TracingSettings.Facts(Duration.ofDays(1)));
    }

    private Instance instance(TraceWork runs, Duration lease) {
        var made = new Instance("instance-" + instances.size(), runs, lease);
        instances.add(made);
        return made;
    }

    private TraceJobs fresh() {
        return instance(work, LEASE).jobs;
    }

    @BeforeAll
    static void startServers() {
        database = TestServers.database();
        node = TracingNode.start(database, folder, List.of(CHAIN));
        node.bean(TraceJobs.class).stop();
        traces = node.bean(JdbcTraces.class);
    }

    @AfterAll
    static void stopServers() {
        node.close();
    }

    @BeforeEach
    void queue() {
        jobs = fresh();
    }

    @AfterEach
    void stop() {
        work.diesWithTheService = false;
        work.letGo.countDown();
        instances.forEach(one -> one.jobs.stop());
        instances.forEach(Instance::kill);
        node.bean(JdbcClient.class).sql("delete from trace_job").update();
    }

    private TraceRow ask(String id, String officer) {
        return ask(id, officer, null, "digest");
    }

    private TraceRow ask(String id, String officer, @Nullable String key, String digest) {
        return jobs.take(new NewTrace(
                new TraceId(id),
                TraceKind.FORWARD,
                CHAIN,
                null,
                new OfficerId(officer),
                Instant.EPOCH,
                key,
                digest,
                "{}"));
    }

    private static TraceState state(String id) {
        return traces.byId(new TraceId(id)).orElseThrow().state();
    }

    private void awaitRunning(String... ids) {
        Set<TraceId> wanted = Set.copyOf(Arrays.stream(ids).map(TraceId::new).toList());
        TracingNode.await(() -> work.running.equals(wanted), wanted + " to run, not " + work.running);
    }

    private String refusal(Runnable asking) {
        var fault = catchThrowableOfType(InputFaultException.class, asking::run);
        return fault.fault().code() + ": " + fault.fault().expected();
    }

    @Test
    void oneOfficersTracesDoNotKeepAnothersWaiting() {
        jobs.start();
        ask("a1", "anna");
        ask("a2", "anna");
        awaitRunning("a1");
        ask("b1", "ben");
        awaitRunning("a1", "b1");
        assertThat(state("a2")).isEqualTo(TraceState.QUEUED);
        work.letGo.countDown();
        for (String id : List.of("a1", "a2", "b1")) {
            assertThat(jobs.awaitEnd(new TraceId(id), LONG)).isTrue();
            assertThat(state(id)).isEqualTo(TraceState.FINISHED);
        }
    }

    @Test
    void everyBoundAnswersThatItIsReached() {
        ask("a1", "anna");
        ask("a2", "anna");
        ask("a3", "anna");
        assertThat(refusal(() -> ask("b1", "ben")))
                .isEqualTo("tracing.service.busy: fewer than 3" + " (holdfast.traces.queued-max)");
        jobs.start();
        awaitRunning("a1");
        assertThat(refusal(() -> ask("a4", "anna")))
                .isEqualTo("tracing.service.busy: fewer than 3" + " (holdfast.traces.per-officer-max)");
        ask("b1", "ben");
        awaitRunning("a1", "b1");
        assertThat(traces.byId(new TraceId("a4"))).isEmpty();
    }

    @Test
    void aKeyNamesOneQuestion() {
        TraceRow first = ask("k1", "anna", "key", "digest");
        assertThat(ask("k2", "anna", "key", "digest").id()).isEqualTo(first.id());
        assertThat(refusal(() -> ask("k3", "anna", "key", "other"))).startsWith("tracing.idempotency.key-reused");
        assertThat(ask("k4", "ben", "key", "other").id()).isEqualTo(new TraceId("k4"));
    }

    @Test
    void whatWaitsOrRunsCanBeCancelled() {
        jobs.start();
        ask("a1", "anna");
        ask("a2", "anna");
        awaitRunning("a1");
        jobs.cancel(new TraceId("a2"));
        assertThat(state("a2")).isEqualTo(TraceState.CANCELLED);
        jobs.cancel(new TraceId("a1"));
        assertThat(jobs.awaitEnd(new TraceId("a1"), LONG)).isTrue();
        assertThat(state("a1")).isEqualTo(TraceState.CANCELLED);
        work.letGo.countDown();
        ask("a3", "anna");
        assertThat(jobs.awaitEnd(new TraceId("a3"), LONG)).isTrue();
        jobs.cancel(new TraceId("a3"));
        assertThat(state("a3")).isEqualTo(TraceState.FINISHED);
    }

    @Test
    void aRetractionTakesTheIndexBackAndTheTraceRunsAgain() {
        jobs.start();
        ask("a1", "anna");
        awaitRunning("a1");
        jobs.yieldTo(ChainId.BITCOIN_MAINNET);
        jobs.yieldTo(CHAIN);
        TracingNode.await(() -> work.started.get() == 2, "a second start");
        work.letGo.countDown();
        assertThat(jobs.awaitEnd(new TraceId("a1"), LONG)).isTrue();
        assertThat(traces.byId(new TraceId("a1")).orElseThrow())
                .returns(TraceState.FINISHED, TraceRow::state)
                .returns(1, TraceRow::attempts)
                .returns(7L, TraceRow::transactions);
    }

    @Test
    void anOrderlyStopLeavesTracesInTheQueue() {
        jobs.start();
        ask("a1", "anna");
        ask("a2", "anna");
        awaitRunning("a1");
        jobs.stop();
        assertThat(state("a1")).isEqualTo(TraceState.QUEUED);
        assertThat(refusal(() -> ask("a3", "anna"))).startsWith("tracing.service.busy");
        work.letGo.countDown();
        jobs = fresh();
        jobs.start();
        assertThat(jobs.awaitEnd(new TraceId("a1"), LONG)).isTrue();
        assertThat(jobs.awaitEnd(new TraceId("a2"), LONG)).isTrue();
        assertThat(traces.byId(new TraceId("a1")).orElseThrow().attempts()).isEqualTo(1);
        assertThat(state("a2")).isEqualTo(TraceState.FINISHED);
    }

    @Test
    void aTraceThatTheServiceDoesNotSurviveIsTriedAgainAndThenGivenUp() {
        work.diesWithTheService = true;
        jobs.start();
        ask("a1", "anna");
        awaitRunning("a1");
        instances.getLast().kill();
        long killed = System.nanoTime();
        jobs = fresh();
        jobs.start();
        TracingNode.await(() -> work.started.get() == 2, "a second attempt");
        assertThat(Duration.ofNanos(System.nanoTime() - killed)).isLessThan(TAKEOVER_MAX);
        assertThat(traces.byId(new TraceId("a1")).orElseThrow())
                .returns(2, TraceRow::attempts)
                .returns(2L, TraceRow::claim);
        instances.getLast().kill();
        jobs = fresh();
        jobs.start();
        assertThat(jobs.awaitEnd(new TraceId("a1"), LONG)).isTrue();
        assertThat(traces.byId(new TraceId("a1")).orElseThrow())
                .returns(TraceState.FAILED, TraceRow::state)
                .returns("tracing.trace.interrupted", TraceRow::problem);
        assertThat(work.started.get()).isEqualTo(2);
    }

    @Test
    void aClaimIsRenewedWhileItsTraceRuns() {
        Instance one = instance(work, LEASE);
        Instance two = instance(work, LEASE);
        jobs = one.jobs;
        one.jobs.start();
        two.jobs.start();
        ask("a1", "anna");
        awaitRunning("a1");
        long begin = System.nanoTime();
        TracingNode.await(
                () -> System.nanoTime() - begin > LEASE.multipliedBy(3).toNanos(), "the end of three leases");
        assertThat(work.started.get()).isEqualTo(1);
        assertThat(traces.byId(new TraceId("a1")).orElseThrow()).returns(1L, TraceRow::claim);
        work.letGo.countDown();
        assertThat(two.jobs.awaitEnd(new TraceId("a1"), LONG)).isTrue();
        assertThat(state("a1")).isEqualTo(TraceState.FINISHED);
        assertThat(one.jobs.status().isWell()).isTrue();
    }

    @Test
    void theResultOfALostClaimIsDropped() {
        var slow = new StubTraceWork("\"of the lost claim\"");
        // It renews too late, as after a pause of its process.
        Instance late = instance(slow, Duration.ofHours(1));
        late.jobs.start();
        jobs = late.jobs;
        ask("a1", "anna");
        TracingNode.await(() -> slow.started.get() == 1, "the first attempt");
        node.bean(JdbcClient.class)
                .sql("update trace_job set claimed_until = now() - interval '1 second'")
                .update();
        jobs = fresh();
        jobs.start();
        awaitRunning("a1");
        slow.letGo.countDown();
        TracingNode.await(() -> late.jobs.runningNow() == 0, "the end of the first attempt");
        assertThat(traces.byId(new TraceId("a1")).orElseThrow())
                .returns(TraceState.RUNNING, TraceRow::state)
                .returns(2L, TraceRow::claim);
        work.letGo.countDown();
        assertThat(late.jobs.awaitEnd(new TraceId("a1"), LONG)).isTrue();
        assertThat(traces.byId(new TraceId("a1")).orElseThrow())
                .returns(TraceState.FINISHED, TraceRow::state)
                .returns("{}", TraceRow::result);
    }

    @Test
    void aCancellationReachesTheInstanceThatRunsTheTrace() {
        jobs.start();
        ask("a1", "anna");
        awaitRunning("a1");
        Instance other = instance(work, LEASE);
        other.jobs.cancel(new TraceId("a1"));
        assertThat(other.jobs.awaitEnd(new TraceId("a1"), LONG)).isTrue();
        assertThat(state("a1")).isEqualTo(TraceState.CANCELLED);
    }

    @Test
    void instancesShareTheQueueAndItsBounds() {
        Instance other = instance(work, LEASE);
        jobs.start();
        other.jobs.start();
        ask("a1", "anna");
        ask("b1", "ben");
        ask("c1", "cora");
        awaitRunning("a1", "b1", "c1");
        ask("a2", "anna");
        TracingNode.await(() -> other.jobs.queued() == 1, "the queue");
        assertThat(work.running).hasSize(3);
        assertThat(jobs.runningNow() + other.jobs.runningNow()).isEqualTo(3);
        work.letGo.countDown();
        assertThat(jobs.awaitEnd(new TraceId("a2"), LONG)).isTrue();
        assertThat(work.started.get()).isEqualTo(4);
    }
}
