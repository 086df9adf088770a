package org.holdfast.launcher.command.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.holdfast.api.Problem;
import org.holdfast.api.index.ChainsResponse;
import org.holdfast.api.trace.TraceRequest;
import org.holdfast.api.trace.TraceResponse;
import org.holdfast.launcher.client.TracingClient;
import org.holdfast.launcher.command.Terminal;
import org.holdfast.launcher.stub.Answers;
import org.holdfast.launcher.stub.StubService;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A trace from asking to its end, against a service that answers what the test says. */
class TraceJobTest {
    private static final String ASK = "POST /v1/traces?wait=1";
    private static final String EVENTS = "GET /v1/traces/t1/events";
    private static final String READ = "GET /v1/traces/t1";

    private StubService tracing;

    @BeforeEach
    void start() throws Exception {
        tracing = new StubService();
    }

    @AfterEach
    void stop() {
        tracing.close();
    }

    private static Question about(String chain, boolean accounts) {
        return new Question(
                chain,
                accounts,
                new TraceRequest(null, List.of("seed:0"), null, List.of("fifo"), null, null, null, null, null, null));
    }

    private TraceJob job() {
        return new TraceJob(new TracingClient(tracing.url(), "token"), Terminal.system());
    }

    private TraceResponse run() {
        return job().run(about("regtest", false));
    }

    private static String code(ThrowingCallable call) {
        return catchThrowableOfType(InputFaultException.class, call).fault().code();
    }

    @Test
    void aSmallTraceIsThereAtOnce() {
        TraceResponse small = Answers.finished("t1", Answers.fifo(3, 3));
        tracing.on(ASK, 201, small);
        assertThat(run()).isEqualTo(small);
        assertThat(tracing.asked())
                .containsExactly(ASK + " {\"chain\":\"" + Answers.REGTEST
                        + "\",\"seeds\":[\"seed:0\"],\"policies\":[\"fifo\"]}");
    }

    @Test
    void aLongTraceIsWatchedToItsEnd() {
        tracing.endStreams();
        TraceResponse done = Answers.finished("t1", Answers.fifo(3, 3));
        tracing.on(ASK, 202, Answers.trace("t1", "queued")).stream(EVENTS, "ended", done)
                .on(READ, 200, done);
        assertThat(run()).isEqualTo(done);
        assertThat(tracing.asked()).hasSize(3);
    }

    @Test
    void aRefusedProgressStreamDoesNotEndTheTrace() {
        TraceResponse done = Answers.finished("t1", Answers.fifo(3, 3));
        tracing.on(ASK, 202, Answers.trace("t1", "running"))
                .refuse(EVENTS, 429, "tracing.service.busy")
                .on(READ, 200, done);
        assertThat(run()).isEqualTo(done);
    }

    @Test
    void aTraceThatOutlivesItsStreamIsWatchedAgain() throws Exception {
        tracing.endStreams();
        TraceResponse running = Answers.trace("t1", "running");
        tracing.on(ASK, 202, running).stream(EVENTS, "progress", running).on(READ, 200, running);
        var finisher = Thread.ofPlatform().start(() -> {
            try {
                tracing.awaitAsked(READ);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            tracing.on(READ, 200, Answers.finished("t1", Answers.fifo(3, 3)));
        });
        assertThat(run().result()).isNotNull();
        finisher.join();
        assertThat(tracing.asked().stream().filter(EVENTS::equals)).hasSizeGreaterThan(1);
    }

    @Test
    void aFailedTraceGivesItsReason() {
        tracing.endStreams();
        var fault = new InputFault("tracing.trace.too-large", "a", "b", "c", "d", "e");
        var failed = new TraceResponse(
                "t1",
                "forward",
                "failed",
                Answers.REGTEST,
                null,
                "investigator-1",
                "2026-01-01T00:00:00Z",
                new TraceResponse.Progress(0, 1),
                null,
                Problem.of(fault, 422),
                null);
        tracing.on(ASK, 202, Answers.trace("t1", "queued")).stream(EVENTS, "ended", failed)
                .on(READ, 200, failed);
        assertThat(catchThrowableOfType(InputFaultException.class, this::run).fault())
                .isEqualTo(fault);
    }

    @Test
    void aCancelledTraceHasNoResult() {
        tracing.endStreams();
        TraceResponse cancelled = Answers.trace("t1", "cancelled");
        tracing.on(ASK, 202, Answers.trace("t1", "queued")).stream(EVENTS, "ended", cancelled)
                .on(READ, 200, cancelled);
        assertThat(code(this::run)).isEqualTo("launcher.trace.ended");
    }

    @Test
    void withoutAChainEachOneWithBlocksIsAskedInTurn() {
        tracing.on(
                        "GET /v1/chains",
                        200,
                        Answers.chains(
                                Answers.chain("a:1", 0, "", Answers.READ),
                                Answers.chain("b:2", 5, "x", Answers.READ),
                                Answers.chain("c:3", 5, "x", Answers.READ)))
                .refuse(ASK, 404, "tracing.seed.unknown");
        assertThat(code(() -> job().run(about("", false)))).isEqualTo("tracing.seed.unknown");
        assertThat(tracing.asked()).hasSize(3);
        assertThat(tracing.asked().get(1)).contains("\"b:2\"");
        assertThat(tracing.asked().get(2)).contains("\"c:3\"");
    }

    @Test
    void aRefusalForAnotherReasonEndsTheSearch() {
        // The word "unknown" in a code is not enough: an unknown policy is unknown on every chain.
        tracing.on(
                        "GET /v1/chains",
                        200,
                        Answers.chains(
                                Answers.chain("b:2", 5, "x", Answers.READ), Answers.chain("c:3", 5, "x", Answers.READ)))
                .refuse(ASK, 400, "tracing.policy.unknown");
        assertThat(code(() -> job().run(about("", false)))).isEqualTo("tracing.policy.unknown");
        assertThat(tracing.asked()).hasSize(2);
    }

    @Test
    void depositsAreLookedForOnAccountChains() {
        tracing.on(
                        "GET /v1/chains",
                        200,
                        new ChainsResponse(
                                List.of(Answers.chain("b:2", 5, "x", Answers.READ)),
                                List.of(Answers.ledger(Answers.ETHEREUM, 4, 0), Answers.ledger("eip155:10", 0, 0))))
                .refuse(ASK, 404, "tracing.seed.no-deposit");
        assertThat(code(() -> job().run(about("", true)))).isEqualTo("tracing.seed.no-deposit");
        assertThat(tracing.asked()).hasSize(2);
        assertThat(tracing.asked().get(1)).contains("\"eip155:1\"");
    }

    @Test
    void withoutAnyIndexThereIsNothingToAsk() {
        tracing.on("GET /v1/chains", 200, Answers.chains(Answers.chain("a:1", 0, "", Answers.READ)));
        assertThat(code(() -> job().run(about("", false)))).isEqualTo("launcher.index.empty");
    }

    @Test
    void theWrittenFormIsPrintedAsItStands() {
        tracing.onText("GET /v1/traces/t1/result", 200, "application/json", "{\"form\":\"f\",\"blocks\":[]}");
        assertThat(job().written(Answers.finished("t1")))
                .isEqualTo("{\"digest\":\"" + Answers.tx("d1")
                        + "\",\"result\":{\"form\":\"f\",\"blocks\":[]},\"resultDigest\":\"" + Answers.tx("d2")
                        + "\"}");
    }

    @Test
    void interruptingTheCommandCancelsTheTrace() throws Exception {
        tracing.on(ASK, 202, Answers.trace("t1", "queued")).stream(EVENTS, "progress", Answers.trace("t1", "running"))
                .on("POST /v1/traces/t1/cancellation", 200, Answers.trace("t1", "cancelled"));
        Process command = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Watching.class.getName(),
                        tracing.url())
                .inheritIO()
                .start();
        try {
            assertThat(tracing.awaitAsked(EVENTS)).isTrue();
            // As a service manager ends it: a background process of a shell ignores Ctrl-C.
            command.destroy();
            assertThat(tracing.awaitAsked("POST /v1/traces/t1/cancellation")).isTrue();
            assertThat(command.waitFor(1, TimeUnit.MINUTES)).isTrue();
        } finally {
            command.destroyForcibly();
        }
    }

    /** The command as a process of its own. */
    static final class Watching {
        private Watching() {}

        public static void main(String[] arguments) {
            new TraceJob(new TracingClient(arguments[0], "token"), Terminal.system()).run(about("regtest", false));
        }
    }
}
