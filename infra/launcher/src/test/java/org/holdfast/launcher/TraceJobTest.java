package org.holdfast.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.holdfast.launcher.TraceOptions.TraceQuestion;
import org.holdfast.primitives.InputFaultException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A trace from asking to its end, against a service that answers what the test says. */
class TraceJobTest {
    private static final String ASK = "POST /v1/traces?wait=1";
    private static final TraceQuestion QUESTION =
            new TraceQuestion("regtest", List.of("seed:0"), List.of("fifo"), "", Map.of("hops", 3L));

    private StubTracing tracing;

    @BeforeEach
    void start() throws Exception {
        tracing = new StubTracing();
    }

    @AfterEach
    void stop() {
        tracing.streamsEnd.countDown();
        tracing.close();
    }

    private TraceJob job() {
        return new TraceJob(new RestClient(tracing.url(), "token"), new Terminal());
    }

    @Test
    void aSmallTraceIsThereAtOnce() {
        tracing.on(ASK, 201, "{\"traceId\":\"t1\",\"result\":{}}");
        assertThat(job().run(QUESTION).path("traceId").asString("")).isEqualTo("t1");
        assertThat(tracing.asked)
                .containsExactly(ASK + " {\"chain\":\"bip122:0f9188f13cb7b2c71f2a335e3a4fc328\",\"seeds\":[\"seed:0\"],"
                        + "\"policies\":[\"fifo\"],\"limits\":{\"hops\":3}}");
    }

    @Test
    void aLongTraceIsWatchedToItsEnd() {
        tracing.streamsEnd.countDown();
        tracing.on(ASK, 202, "{\"traceId\":\"t1\",\"state\":\"queued\",\"result\":null}")
                .on("GET /v1/traces/t1/events", 200, "event:ended\ndata:{\"state\":\"finished\"}\n\n")
                .on("GET /v1/traces/t1", 200, "{\"state\":\"finished\",\"result\":{\"digest\":\"d\"}}");
        assertThat(job().run(QUESTION).path("result").path("digest").asString(""))
                .isEqualTo("d");
    }

    @Test
    void whyATraceFailedIsSaid() {
        tracing.streamsEnd.countDown();
        tracing.on(ASK, 202, "{\"traceId\":\"t1\",\"state\":\"queued\"}")
                .on("GET /v1/traces/t1/events", 200, "event:ended\ndata:{}\n\n")
                .on(
                        "GET /v1/traces/t1",
                        200,
                        "{\"state\":\"failed\",\"problem\":{\"code\":\"tracing.trace.too-large\"}}");
        assertThat(code()).isEqualTo("tracing.trace.too-large");
        tracing.on("GET /v1/traces/t1", 200, "{\"state\":\"cancelled\"}");
        assertThat(code()).isEqualTo("launcher.trace.ended");
    }

    private String code() {
        return catchThrowableOfType(InputFaultException.class, () -> job().run(QUESTION))
                .fault()
                .code();
    }

    @Test
    void withoutAChainThoseThatHoldBlocksAreAskedInTurn() {
        String chains = """
                {"chains":[{"chain":"a:1","blocks":0},{"chain":"b:2","blocks":5},{"chain":"c:3","blocks":5}]}""";
        tracing.on("GET /v1/chains", 200, chains).on(ASK, 404, "{\"code\":\"tracing.seed.unknown\"}");
        var question = new TraceQuestion("", List.of("seed:0"), List.of("fifo"), "", Map.of());
        assertThat(catchThrowableOfType(InputFaultException.class, () -> job().run(question))
                        .fault()
                        .code())
                .isEqualTo("tracing.seed.unknown");
        assertThat(tracing.asked).hasSize(3);
        assertThat(tracing.asked.get(1)).contains("b:2");
        assertThat(tracing.asked.get(2)).contains("c:3");
    }

    @Test
    void allPagesMakeTheWholeTrace() {
        tracing.on("GET /v1/traces/t1/ends?policy=fifo&cursor=1", 200, "{\"ends\":[3],\"nextCursor\":\"2\"}")
                .on("GET /v1/traces/t1/ends?policy=fifo&cursor=2", 200, "{\"ends\":[4],\"nextCursor\":null}");
        JsonNode whole = job().whole(RestClient.JSON.readTree("""
                {"traceId":"t1","result":{"policies":[
                {"policy":"fifo","ends":[1,2],"nextCursor":"1"},{"policy":"lifo","ends":[5],"nextCursor":null}]}}"""));
        assertThat(whole.path("result").path("policies"))
                .hasToString("[{\"policy\":\"fifo\",\"ends\":[1,2,3,4]},{\"policy\":\"lifo\",\"ends\":[5]}]");
    }

    @Test
    void interruptingTheCommandCancelsTheTrace() throws Exception {
        tracing.on(ASK, 202, "{\"traceId\":\"t1\",\"state\":\"queued\"}")
                .on("GET /v1/traces/t1/events", 200, "event:progress\ndata:{\"state\":\"running\"}\n\n")
                .on("POST /v1/traces/t1/cancellation", 200, "{}");
        Process command = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Watching.class.getName(),
                        tracing.url())
                .inheritIO()
                .start();
        try {
            assertThat(tracing.awaitAsked("GET /v1/traces/t1/events")).isTrue();
            new ProcessBuilder("kill", "-INT", Long.toString(command.pid()))
                    .start()
                    .waitFor();
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
            new TraceJob(new RestClient(arguments[0], "token"), new Terminal()).run(QUESTION);
        }
    }
}
