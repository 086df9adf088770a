package org.holdfast.tracing.written;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.ChainId;
import org.holdfast.testkit.GoldenFile;
import org.holdfast.tracing.account.ledger.AccountBlock;
import org.holdfast.tracing.account.ledger.MemoryLedger;
import org.holdfast.tracing.account.ledger.RandomLedger;
import org.holdfast.tracing.account.question.LedgerLimits;
import org.holdfast.tracing.account.trace.LedgerOutcome;
import org.holdfast.tracing.account.trace.LedgerSpec;
import org.holdfast.tracing.account.trace.LedgerTracer;
import org.holdfast.tracing.account.trace.RandomSeeds;
import org.holdfast.tracing.block.Segment;
import org.holdfast.tracing.output.graph.BlockContent;
import org.holdfast.tracing.output.graph.MemoryGraph;
import org.holdfast.tracing.output.graph.RandomChain;
import org.holdfast.tracing.output.question.OutputLimits;
import org.holdfast.tracing.output.trace.TraceOutcome;
import org.holdfast.tracing.output.trace.TraceResult;
import org.holdfast.tracing.output.trace.TraceSpec;
import org.holdfast.tracing.output.trace.Tracer;
import org.holdfast.tracing.question.Attributions;
import org.holdfast.tracing.question.Policy;
import org.junit.jupiter.api.Test;

/** The written form of results is one, and pinned. */
class CanonicalTest {
    private static TraceResult onOutputs() {
        List<BlockContent> blocks = RandomChain.blocks(5, 6, 6);
        var spec = new TraceSpec(
                ChainId.BITCOIN_REGTEST,
                RandomChain.seeds(blocks, new Random(5), 2),
                List.of(Policy.values()),
                OutputLimits.DEFAULT);
        var graph = MemoryGraph.of(ChainId.BITCOIN_REGTEST, blocks);
        return ((TraceOutcome.Traced) Tracer.trace(spec, graph, Attributions.NONE)).result();
    }

    private static LedgerOutcome.Traced onAccounts() {
        List<AccountBlock> blocks = RandomLedger.blocks(5, RandomLedger.Shape.FULL);
        var spec = new LedgerSpec(
                RandomLedger.CHAIN,
                RandomSeeds.of(blocks, new Random(5)),
                List.of(Policy.values()),
                LedgerLimits.DEFAULT,
                false);
        return (LedgerOutcome.Traced)
                LedgerTracer.trace(spec, MemoryLedger.of(RandomLedger.CHAIN, blocks), Attributions.NONE);
    }

    @Test
    void resultsOnOutputsAndTheirDigestsArePinned() {
        TraceResult result = onOutputs();
        GoldenFile.assertText(
                "trace-3.json", result.canonical() + "\n" + result.digest() + "\n" + result.resultDigest() + "\n");
    }

    @Test
    void resultsOnAccountsAndTheirDigestsArePinned() {
        var result = onAccounts().result();
        GoldenFile.assertText(
                "ledger-trace-1.json",
                result.canonical() + "\n" + result.digest() + "\n" + result.resultDigest() + "\n");
    }

    @Test
    void theBasisNamesHeightsOfUncheckedDifficultyAndNothingElseOfIt() {
        var first =
                new BlockRef(5, RandomChain.blocks(5, 1, 1).getFirst().block().hash());
        var checked = Segment.of(first, false);
        var marked = Segment.of(first, true);
        assertThat(CanonicalJson.write(basis(checked))).doesNotContain("difficulty");
        assertThat(CanonicalJson.write(basis(marked)))
                .contains("\"blocks\":[{\"difficulty_unchecked\":[\"5-5\"],\"first\":\"5:");
        assertThat(CanonicalResult.sha256(basis(marked))).isNotEqualTo(CanonicalResult.sha256(basis(checked)));
    }

    private static Map<String, Object> basis(Segment segment) {
        return CanonicalResult.basis("form", Map.of(), "1", "none", "none", List.of(segment));
    }

    @Test
    void manyThreadsWriteTheSameBytes() {
        String one = onOutputs().canonical() + onAccounts().result().canonical();
        assertThat(IntStream.range(0, 16)
                        .parallel()
                        .mapToObj(i ->
                                onOutputs().canonical() + onAccounts().result().canonical())
                        .distinct()
                        .toList())
                .containsExactly(one);
    }

    @Test
    void membersAreSortedAndStringsHaveTheShortestEscapes() {
        assertThat(CanonicalJson.write(Map.of(
                        "b", List.of(1, true, "\u20ac$\u000f\nA'B\"\\\"/"), "a", Map.of(), "A", List.of(), "aa", 2L)))
                .isEqualTo("{\"A\":[],\"a\":{},\"aa\":2,\"b\":[1,true,\"\u20ac$\\u000f\\nA'B\\\"\\\\\\\"/\"]}");
        assertThat(CanonicalJson.write("\ud83d\ude00")).isEqualTo("\"\ud83d\ude00\"");
    }

    @Test
    void whatHasNoCanonicalFormIsRefused() {
        for (Object value : List.of(1L << 53, "\ud83d", "\ude00", 1.5, new Object())) {
            assertThatThrownBy(() -> CanonicalJson.write(value)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
