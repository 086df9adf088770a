package org.holdfast.tracing.app.rebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.holdfast.tracing.app.index.BlockTopic.id;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.holdfast.primitives.ChainId;
import org.holdfast.records.chain.v1.AccountTransactions;
import org.holdfast.records.chain.v1.ChainRecord;
import org.holdfast.tracing.app.index.BlockTopic;
import org.holdfast.tracing.store.graph.MappedGraphStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An index is replaced by what a whole stream holds, and by nothing less. */
class IndexRebuildTest {
    private static final ChainId CHAIN = ChainId.BITCOIN_REGTEST;
    private static final String OTHER = "tracing.rebuild.other-records";

    @TempDir
    Path data;

    private final BlockTopic blocks = new BlockTopic(CHAIN);
    private final List<ChainRecord> first = blocks.mined(1, "b1", "");
    private final List<ChainRecord> second = blocks.mined(2, "b2", "b1");
    private final List<ChainRecord> third = blocks.mined(3, "b3", "b2");

    @BeforeEach
    void buildAnOldIndex() {
        assertThat(Rebuilding.run(CHAIN, data, Rebuilding.stream(first)).exit()).isZero();
    }

    @Test
    void saysWhatWasIndexedAndUpToWhere() {
        var run = Rebuilding.run(CHAIN, data, Rebuilding.stream(first, second, third));
        assertThat(run.err()).isEmpty();
        assertThat(run.exit()).isZero();
        assertThat(run.out().strip())
                .isEqualTo(
                        "{\"chain\":\"%s\",\"blocks\":3,\"transactions\":3,\"outputs\":3,\"height\":3,\"hash\":\"%s\"}"
                                .formatted(CHAIN, id("b3")));
        assertThat(height()).isEqualTo(3);
    }

    @Test
    void isNotReplacedByAStreamThatEndsAnywhereBeforeItsEndMark() {
        byte[] whole = Rebuilding.stream(first, second);
        for (int length = 0; length < whole.length; length += length < whole.length - 20 ? 37 : 1) {
            refused(Arrays.copyOf(whole, length), "records.stream.cut-off");
        }
    }

    @Test
    void isNotReplacedByADamagedStream() {
        byte[] bad = Rebuilding.stream(first, second);
        bad[bad.length / 2] ^= 1;
        refused(bad, "records.stream.damaged");
    }

    @Test
    void isNotReplacedWhereTheWriterGaveUpAndNothingIsSaidASecondTime() {
        var run = Rebuilding.run(CHAIN, data, Rebuilding.stream(false, first));
        assertThat(run).isEqualTo(new Rebuilding(4, "", ""));
        assertThat(height()).isEqualTo(1);
    }

    @Test
    void isNotReplacedByBlocksThatDoNotHold() {
        refused(Rebuilding.stream(first, third), "tracing.block.not-next");
        refused(Rebuilding.stream(first, second.subList(0, 1)), OTHER);
        refused(Rebuilding.stream(first, List.of(second.getFirst(), second.getLast())), "tracing.feed.seal-broken");
    }

    @Test
    void isNotReplacedByWhatIsNoChainOfThisKind() {
        refused(Rebuilding.stream(new BlockTopic(ChainId.BITCOIN_SIGNET).mined(1, "b1", "")), OTHER);
        refused(Rebuilding.stream(first, List.of(BlockTopic.retracted(1, "b1", "b0"))), OTHER);
        refused(Rebuilding.stream(List.of(ChainRecord.getDefaultInstance())), OTHER);
        var accounts = ChainRecord.newBuilder()
                .setAccountTransactions(AccountTransactions.getDefaultInstance())
                .build();
        refused(Rebuilding.stream(List.of(accounts)), OTHER);
    }

    @Test
    void isNotReplacedByNothing() {
        refused(Rebuilding.stream(), "tracing.rebuild.no-blocks");
    }

    @Test
    void isNotReplacedWhileAServiceHasItOpen() {
        try (var open = MappedGraphStore.open(data.resolve(CHAIN.namePart()), CHAIN)) {
            assertThat(open.totals().blocks()).isEqualTo(1);
            var run = Rebuilding.run(CHAIN, data, Rebuilding.stream(first, second));
            assertThat(run.exit()).isEqualTo(2);
            assertThat(run.err()).startsWith("tracing.index.in-use").hasLineCount(1);
        }
        assertThat(height()).isEqualTo(1);
    }

    private void refused(byte[] stream, String code) {
        var run = Rebuilding.run(CHAIN, data, stream);
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith(code + ":").hasLineCount(1);
        assertThat(height()).as(code).isEqualTo(1);
        assertThat(data.toFile().list()).containsExactly(CHAIN.namePart());
    }

    private long height() {
        try (var store = MappedGraphStore.open(data.resolve(CHAIN.namePart()), CHAIN);
                var snapshot = store.snapshot()) {
            assertThat(store.check().findings()).isEmpty();
            return snapshot.segments().getLast().last().height();
        }
    }
}
