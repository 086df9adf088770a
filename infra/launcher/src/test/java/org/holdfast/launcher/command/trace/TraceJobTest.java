package org.holdfast.launcher.command.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.holdfast.launcher.client.RestClient;
import org.holdfast.launcher.command.Terminal;
import org.holdfast.primitives.InputFaultException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import tools.jackson.databind.node.ObjectNode;

/** A trace from asking to its end, against a service that answers what the test says. */
class TraceJobTest {
    private static final String ASK = "POST /v1/traces?wait=1";
    private static final TraceQuestion QUESTION =
            new TraceQuestion("/v1/traces", "regtest", false, (ObjectNode) RestClient.JSON.readTree("""
                    {"seeds":["seed:0"],"policies":["fifo"],"limits":{"hops":3}}"""));

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
        return new TraceJob(new RestClient(tracing.url(), "token"), Terminal.system());
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
        var question = new TraceQuestion("/v1/traces", "", false, QUESTION.body());
        assertThat(catchThrowableOfType(InputFaultException.class, () -> job().run(question))
                        .fault()
                        .code())
                .isEqualTo("tracing.seed.unknown");
        assertThat(tracing.asked).hasSize(3);
        assertThat(tracing.asked.get(1)).contains("b:2");
        assertThat(tracing.asked.get(2)).contains("c:3");
    }

    @Test
    void theWrittenFormIsPrintedAsItStands() {
        tracing.on("GET /v1/traces/t1/result", 200, "{\"form\":\"f\",\"blocks\":[]}");
        assertThat(job().written(RestClient.JSON.readTree("""
                {"traceId":"t1","result":{"resultDigest":"r","digest":"d"}}""")))
                .isEqualTo("{\"digest\":\"d\",\"result\":{\"form\":\"f\",\"blocks\":[]},\"resultDigest\":\"r\"}");
    }

    @Test
    void everyKindOfQuestionGoesWhereItIsAnswered() {
        String seed = "ab".repeat(32);
        for (var one : Map.of(
                        seed + ":0 --direction backward --source " + seed + ":1 --policy lifo",
                        "POST /v1/traces?wait=1 {\"chain\":\"c:1\",\"seeds\":[\"S:0\"],\"policies\":[\"lifo\"],"
                                + "\"direction\":\"backward\",\"sources\":[\"S:1\"]}",
                        seed + ":0 --to bc1qx --limit hops=3",
                        "POST /v1/paths?wait=1 {\"chain\":\"c:1\",\"seeds\":[\"S:0\"],\"target\":\"bc1qx\","
                                + "\"limits\":{\"hops\":3}}",
                        seed + ":0 --bounds --at desk",
                        "POST /v1/bounds?wait=1 {\"chain\":\"c:1\",\"seeds\":[\"S:0\"],\"destinations\":[\"desk\"]}",
                        seed + ":3 --policy fifo --follow-fees",
                        "POST /v1/traces?wait=1 {\"chain\":\"c:1\",\"seeds\":[\"S:3\"],\"policies\":[\"fifo\"],"
                                + "\"followFees\":true}",
                        seed + ":2 --address 0xaa --policy poison --follow-fees",
                        "POST /v1/traces?wait=1 {\"chain\":\"c:1\",\"deposits\":[{\"address\":\"0xaa\",\"txId\":\"S\","
                                + "\"nth\":2}],\"policies\":[\"poison\"],\"followFees\":true}")
                .entrySet()) {
            assertThat(asked((one.getKey() + " --chain c:1").split(" ")))
                    .isEqualTo(one.getValue().replace("\"S", "\"" + seed));
        }
    }

    private static String asked(String... arguments) {
        var command = new TraceCommand();
        new CommandLine(command).parseArgs(arguments);
        TraceQuestion question = command.question();
        return "POST " + question.path() + "?wait=1 " + question.request("c:1");
    }

    @Test
    void comparingTakesItsOutputsBehindItsName() {
        String seed = "ab".repeat(32) + ":0";
        var parsed = new CommandLine(new TraceCommand()).parseArgs("compare", seed, "--chain", "regtest");
        assertThat(parsed.errors()).isEmpty();
        assertThat(parsed.subcommand().matchedPositionals()).hasSize(1);
        assertThat(catchThrowableOfType(InputFaultException.class, () -> asked())
                        .fault()
                        .code())
                .isEqualTo("launcher.trace.options");
    }

    @Test
    void optionsThatDoNotFitTogetherAreRefused() {
        String seed = "ab".repeat(32) + ":0";
        for (String options : List.of(
                "--direction sideways",
                "--direction backward --to x",
                "--to x --bounds",
                "--source " + seed,
                "--at desk",
                "--bounds --case C",
                "--bounds --policy fifo")) {
            assertThat(catchThrowableOfType(InputFaultException.class, () -> asked((seed + " " + options).split(" ")))
                            .fault()
                            .code())
                    .as(options)
                    .isEqualTo("launcher.trace.options");
        }
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
            // The end is asked for as a service manager does: what runs in the background of a shell ignores Ctrl-C.
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
            new TraceJob(new RestClient(arguments[0], "token"), Terminal.system()).run(QUESTION);
        }
    }
}
