package org.holdfast.launcher.command.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.holdfast.api.trace.TraceResponse;
import org.holdfast.api.trace.TraceResponse.BoundsResult;
import org.holdfast.api.trace.TraceResponse.BoundsRow;
import org.holdfast.api.trace.TraceResponse.EndResult;
import org.holdfast.api.trace.TraceResponse.Heights;
import org.holdfast.api.trace.TraceResponse.PathsResult;
import org.holdfast.api.trace.TraceResponse.PolicyResult;
import org.holdfast.api.trace.TraceResponse.Sheet;
import org.holdfast.launcher.command.Terminal;
import org.holdfast.launcher.stub.Answers;
import org.junit.jupiter.api.Test;

/** What a person reads of a trace. */
class TracePrinterTest {
    private static final String TX = Answers.tx("cc");

    private static String printed(TraceResponse trace) {
        var out = new ByteArrayOutputStream();
        var stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        TracePrinter.print(new Terminal(stream, stream, false), trace);
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void heightsOfUncheckedDifficultyAreSaidAboveAllFigures() {
        String clean = printed(Answers.finished("t1", Answers.fifo(1, 1)));
        assertThat(clean).doesNotContain("DIFFICULTY");
        String marked = printed(Answers.unchecked("t1", new Heights(0, 9), new Heights(12, 12)));
        assertThat(marked.lines().toList().get(1))
                .isEqualTo("DIFFICULTY NOT CHECKED of the blocks at heights 0 to 9, 12 to 12:"
                        + " anybody can have made them, and no proof is made from them");
        Heights[] many = IntStream.range(0, 8)
                .mapToObj(i -> new Heights(10L * i, 10L * i + 1))
                .toArray(Heights[]::new);
        assertThat(printed(Answers.unchecked("t1", many)))
                .contains("40 to 41 and 3 more ranges (--output json shows all): anybody");
    }

    @Test
    void headSheetBalanceAndEnds() {
        var sheet = new Sheet(Answers.COIN, "10", "0", "0", Map.of("service", "10"));
        PolicyResult fifo = Answers.policy(
                "fifo",
                List.of(sheet),
                "10",
                2,
                List.of(
                        Answers.end(TX + ":0", "bcrt1qa", "7", "service", "exchange-a"),
                        Answers.end(TX + ":1", null, "3", "fee", null)));
        assertThat(printed(Answers.finished("t1", fifo))).isEqualTo("""
                trace t1 at block 99, digest %s

                FIFO (lawful doctrine; whole units)
                sum in %s  base units
                seeds %s           10
                service %s           10
                balanced, 42 transactions visited
                outpoint %s  address  traced  why it ends  exchange
                %s:0  bcrt1qa       7  service      exchange-a
                %s:1  -             3  fee
                """.formatted(
                        Answers.tx("d1"),
                        Answers.COIN,
                        " ".repeat(("sum in " + Answers.COIN).length() - 7),
                        " ".repeat(("sum in " + Answers.COIN).length() - 9),
                        " ".repeat(TX.length() + 2 - 9),
                        TX,
                        TX));
    }

    @Test
    void endsThatAreNotShownAreCountedAndSummed() {
        assertThat(printed(Answers.finished("t1", Answers.fifo(100, 70))))
                .contains(TX + ":59 ")
                .doesNotContain(TX + ":60 ")
                .contains("+40 more (sum 40); --output json shows all");
    }

    @Test
    void allEndsShownNeedNoSum() {
        assertThat(printed(Answers.finished("t1", Answers.fifo(5, 5)))).doesNotContain("more");
    }

    @Test
    void poisonAndExchangesShowWhatCameIn() {
        var sheet = new Sheet(Answers.COIN, "10", "4", "6", Map.of("unspent", "20"));
        String text = printed(Answers.finished("t1", Answers.policy("poison", List.of(sheet), "10", 0, List.of())));
        assertThat(text).contains("by exchange", "joined, by poison");
        assertThat(text.lines().filter(line -> line.startsWith("by exchange")).findFirst())
                .hasValueSatisfying(line -> assertThat(line).endsWith(" 4"));
    }

    @Test
    void severalAssetsHaveAColumnAndASumEach() {
        var ether = new Sheet("eip155:1/slip44:60", "10", "0", "0", Map.of());
        var token = new Sheet("eip155:1/erc20:0xaa", "20", "0", "0", Map.of());
        var end =
                new EndResult(TX + ":0", "0xbb", "eip155:1/erc20:0xaa", 5, null, "15", "15", "held", null, null, null);
        String text =
                printed(Answers.finished("t1", Answers.policy("fifo", List.of(ether, token), null, 3, List.of(end))));
        assertThat(text)
                .contains("exchange  asset", "42 movements read")
                .contains("+2 more (sum 5 eip155:1/erc20:0xaa, 10 eip155:1/slip44:60)");
    }

    @Test
    void aPolicyWithoutAnAnswerSaysWhy() {
        PolicyResult fifo = Answers.fifo(1, 1);
        var undefined = new PolicyResult(
                "highest-out",
                fifo.standing(),
                fifo.remark(),
                fifo.arithmetic(),
                "accounts-have-no-outputs",
                List.of(),
                null,
                null,
                null,
                null,
                true,
                0,
                Map.of(),
                0,
                List.of(),
                null);
        assertThat(printed(Answers.finished("t1", undefined)))
                .endsWith("no answer for these ledgers: accounts-have-no-outputs\n");
    }

    @Test
    void aWithdrawnBasisStandsAboveTheResult() {
        TraceResponse trace = Answers.finished("t1");
        var withdrawn = new TraceResponse(
                "t1",
                trace.kind(),
                "basis-withdrawn",
                trace.chain(),
                null,
                trace.requestedBy(),
                trace.requestedAt(),
                trace.progress(),
                "block 99 was retracted",
                null,
                trace.result());
        assertThat(printed(withdrawn).lines().toList().get(1)).isEqualTo("BASIS WITHDRAWN: block 99 was retracted");
    }

    @Test
    void pathsAreListedAndEachCutIsCounted() {
        List<List<String>> twelve = IntStream.range(0, 12)
                .mapToObj(n -> List.of("a:" + n, "b:" + n))
                .toList();
        var paths = new PathsResult(12, 1, 2, 3, 4, true, 5, twelve, null);
        assertThat(printed(Answers.trace("t1", "finished", Answers.result(List.of(), paths, null))))
                .contains("paths found: 12; a path proves a connection and carries no amount")
                .contains("  a:9\n  b:9\n")
                .doesNotContain("a:10")
                .contains("+2 more; --output json shows all")
                .contains("--limit paths=N asks for more")
                .contains("left out: 1 ways that are longer than the limit on hops")
                .contains("left out: 2 outputs or payments below the least value")
                .contains("left out: 3 outputs or payments above the last height")
                .contains("left out: 4 accounts with too many movements")
                .contains("left out: 5 transactions or accounts that were not looked at");
    }

    @Test
    void noPathIsSaidWithoutCuts() {
        var none = new PathsResult(0, 0, 0, 0, 0, false, 0, List.of(), null);
        assertThat(printed(Answers.trace("t1", "finished", Answers.result(List.of(), none, null))))
                .contains("paths found: 0")
                .doesNotContain("left out", "more");
    }

    @Test
    void boundsAreATableWithWhatWasOmitted() {
        var bounds = new BoundsResult(
                Answers.COIN, "100", List.of(new BoundsRow("exchange", "exchange-a", 3, "10", "90")), 2);
        assertThat(printed(Answers.trace("t1", "finished", Answers.result(List.of(), null, bounds))))
                .contains("seeds 100 base units of " + Answers.COIN)
                .contains("exchange  exchange-a        3     10    90")
                .contains("+2 exchanges without a row");
    }
}
