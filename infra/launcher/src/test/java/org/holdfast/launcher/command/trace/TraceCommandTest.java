package org.holdfast.launcher.command.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.holdfast.api.label.LabelsResponse;
import org.holdfast.api.trace.SensitivityResponse;
import org.holdfast.api.trace.SensitivityResponse.Destination;
import org.holdfast.launcher.client.ContractJson;
import org.holdfast.launcher.node.Access;
import org.holdfast.launcher.stub.Answers;
import org.holdfast.launcher.stub.Cli;
import org.holdfast.launcher.stub.StubService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands trace, trace compare and label, from arguments to output. */
class TraceCommandTest {
    private static final String ASK = "POST /v1/traces?wait=1";
    private static final String SEED = Answers.tx("ab") + ":0";

    @TempDir
    Path home;

    private StubService tracing;
    private Cli cli = Cli.stopped(Path.of("."));

    @BeforeEach
    void start() throws Exception {
        tracing = new StubService();
        cli = Cli.running(home, tracing.port(), 1);
    }

    @AfterEach
    void stop() {
        tracing.close();
    }

    @Test
    void aTraceIsPrintedAsTables() {
        tracing.on(ASK, 201, Answers.finished("t1", Answers.fifo(3, 3)));
        var traced = cli.run("trace", SEED, "--chain", "regtest");
        assertThat(traced.exit()).as(traced.err()).isZero();
        assertThat(traced.lines().getFirst()).startsWith("trace t1 at block 99");
        assertThat(traced.out()).contains("FIFO", "balanced, 42 transactions visited");
        assertThat(tracing.tokens()).containsExactly(Access.token(cli.layout(), Access.INVESTIGATOR));
    }

    @Test
    void asJsonItIsTheWrittenFormInOneLine() {
        tracing.on(ASK, 201, Answers.finished("t1", Answers.fifo(3, 3)))
                .onText("GET /v1/traces/t1/result", 200, "application/json", "{\"form\":\"f\"}");
        var traced = cli.run("trace", SEED, "--chain", "regtest", "--output", "json");
        assertThat(traced.exit()).isZero();
        assertThat(traced.lines())
                .containsExactly("{\"digest\":\"" + Answers.tx("d1") + "\",\"result\":{\"form\":\"f\"},"
                        + "\"resultDigest\":\"" + Answers.tx("d2") + "\"}");
    }

    @Test
    void aProblemOfTheServiceIsOneSentence() {
        tracing.refuse(ASK, 404, "tracing.seed.unknown");
        var refused = cli.run("trace", SEED, "--chain", "regtest");
        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.out()).isEmpty();
        assertThat(refused.err())
                .isEqualTo("tracing.seed.unknown: a stub refuses (stub): expected another request, got this one;"
                        + " ask otherwise.\n");
    }

    @Test
    void aBadQuestionIsRefusedBeforeTheServiceIsAsked() {
        assertThat(cli.run("trace", SEED, "--policy", "guess").err()).startsWith("launcher.policy.unknown: ");
        assertThat(cli.run("trace", "not-an-outpoint").err()).startsWith("primitives.outpoint.malformed: ");
        assertThat(cli.run("trace").err()).startsWith("launcher.trace.options: ");
        assertThat(tracing.asked()).isEmpty();
    }

    private static Destination destination(int n) {
        return new Destination(
                "exchange-" + n, "service", Map.of("fifo", "5", "lifo", "7"), "5", "7", "some-doctrines");
    }

    private static List<Destination> destinations(int from, int to) {
        var all = new ArrayList<Destination>();
        for (int n = from; n < to; n++) {
            all.add(destination(n));
        }
        return all;
    }

    private void twoPages() {
        tracing.on(ASK, 201, Answers.finished("t1", Answers.fifo(3, 3)))
                .on(
                        "GET /v1/traces/t1/sensitivity",
                        200,
                        new SensitivityResponse("t1", List.of("fifo", "lifo"), 80, destinations(0, 50), "50"))
                .on(
                        "GET /v1/traces/t1/sensitivity?cursor=50",
                        200,
                        new SensitivityResponse("t1", List.of("fifo", "lifo"), 80, destinations(50, 80), null));
    }

    @Test
    void comparingShowsAColumnForEachPolicy() {
        twoPages();
        var compared = cli.run("trace", "compare", SEED, "--chain", "regtest");
        assertThat(compared.exit()).as(compared.err()).isZero();
        assertThat(compared.lines().getFirst()).isEqualTo("destination  why it ends  fifo  lifo  verdict");
        assertThat(compared.lines().get(1)).isEqualTo("exchange-0   service         5     7  some-doctrines");
        assertThat(compared.lines()).hasSize(62);
        assertThat(compared.lines().getLast()).isEqualTo("+20 more; --output json shows all");
        assertThat(tracing.asked().getFirst()).contains("\"policies\":[\"fifo\",\"lifo\",\"pro-rata\",");
    }

    @Test
    void comparingAsJsonHasEveryPage() {
        twoPages();
        var compared = cli.run("trace", "compare", SEED, "--chain", "regtest", "--output", "json");
        var table = ContractJson.read(compared.out(), SensitivityResponse.class);
        assertThat(table.destinations()).hasSize(80).last().isEqualTo(destination(79));
        assertThat(table.nextCursor()).isNull();
    }

    @Test
    void aPolicyThatSaysNothingAboutADestinationLeavesItsCellEmpty() {
        tracing.on(ASK, 201, Answers.finished("t1", Answers.fifo(3, 3)))
                .on(
                        "GET /v1/traces/t1/sensitivity",
                        200,
                        new SensitivityResponse(
                                "t1",
                                List.of("fifo", "poison"),
                                1,
                                List.of(new Destination("desk", "fee", Map.of("fifo", "5"), "5", "5", "lead-only")),
                                null));
        assertThat(cli.run("trace", "compare", SEED, "--chain", "regtest", "--policy", "fifo,poison")
                        .lines()
                        .get(1))
                .isEqualTo("desk         fee             5          lead-only");
    }

    @Test
    void aLabelIsPutWithItsSourceAndConfidence() {
        tracing.on("PUT /v1/labels", 200, new LabelsResponse(1, 0, 0, List.of()));
        String address = "bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080";
        var put = cli.run(
                "label", address, "exchange-a", "--chain", "regtest", "--source", "list", "--confidence", "800");
        assertThat(put.exit()).as(put.err()).isZero();
        assertThat(put.lines()).containsExactly("{\"added\":1,\"unchanged\":0,\"withdrawn\":0,\"refused\":[]}");
        assertThat(tracing.asked())
                .containsExactly("PUT /v1/labels {\"source\":\"list\",\"labels\":[{\"chain\":\"" + Answers.REGTEST
                        + "\",\"address\":\"" + address + "\",\"vaspId\":\"exchange-a\",\"category\":\"exchange\","
                        + "\"confidencePerMille\":800}]}");
    }

    @Test
    void aRefusedLabelSaysWhy() {
        tracing.refuse("PUT /v1/labels", 400, "tracing.label.confidence");
        var refused =
                cli.run("label", "bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080", "exchange-a", "--chain", "regtest");
        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err()).startsWith("tracing.label.confidence: ");
        assertThat(cli.run("label", "a", "exchange-a", "--confidence", "much").exit())
                .isEqualTo(2);
    }
}
