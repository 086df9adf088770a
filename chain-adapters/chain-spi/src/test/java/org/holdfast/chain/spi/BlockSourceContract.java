package org.holdfast.chain.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.TxId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every source of blocks keeps to. What is right is what a real node says, read by another program. */
public abstract class BlockSourceContract {
    public static final Duration CHANGE_MAX = Duration.ofSeconds(30);

    protected RealChain real;
    protected BlockSource source;

    /** A chain of more than 300 blocks as a node tells it without the source. */
    public interface RealChain {
        ChainId chain();

        long height();

        String hashAt(long height);

        /** Hashes from height 0 to the tip. */
        List<String> activeChain();

        /** Heights whose transactions are compared. */
        List<Long> busyHeights();

        /** Ids of the transactions at a height, in block order. */
        List<String> transactionsAt(long height);

        /** Adds a block; its hash. */
        String mine();

        /** Replaces the last blocks by a longer branch; the new blocks' hashes, lowest first. */
        List<String> fork(int depth, int length);

        /** Whether the node still has a block that a fork replaced. */
        boolean keepsLostBranches();
    }

    /** The chain; skips the test visibly where it cannot be had. */
    protected abstract RealChain chain() throws Exception;

    /** A source over the chain as it is now. */
    protected abstract BlockSource open() throws Exception;

    @BeforeEach
    final void openSource() throws Exception {
        real = chain();
        source = open();
    }

    @AfterEach
    final void closeSource() {
        if (source != null) {
            source.close();
        }
    }

    @Test
    void namesItsChain() {
        assertThat(source.chain()).isEqualTo(real.chain());
    }

    @Test
    void hasOneRunFromTheGenesisBlockToTheTip() {
        var segment = source.segments().getLast();
        assertThat(segment.first()).isEqualTo(at(0));
        assertThat(segment.last()).isEqualTo(tip());
    }

    @Test
    void handsOutTheActiveChainBlockByBlock() {
        List<String> expected = real.activeChain();
        var blocks = new ArrayList<VerifiedBlock>();
        for (long height = 0; ; height++) {
            Optional<VerifiedBlock> block = source.blockAt(height);
            if (block.isEmpty()) {
                break;
            }
            blocks.add(block.get());
        }
        assertThat(blocks.stream().map(block -> block.ref().hash().toString())).isEqualTo(expected);
        for (int height = 1; height < blocks.size(); height++) {
            assertThat(blocks.get(height).ref().height()).isEqualTo(height);
            assertThat(blocks.get(height).parent())
                    .isEqualTo(blocks.get(height - 1).ref().hash());
            assertThat(blocks.get(height).startsSegment()).isFalse();
        }
        assertThat(blocks.getFirst().startsSegment()).isTrue();
    }

    @Test
    void handsOutTheTransactionsThatTheNodeNames() {
        assertThat(real.busyHeights()).hasSizeGreaterThan(2);
        for (long height : real.busyHeights()) {
            List<String> expected = real.transactionsAt(height);
            var block = source.blockAt(height).orElseThrow();
            assertThat(transactions(block)).isEqualTo(expected).isNotEmpty();
            assertThat(block.sealed().getTransactionCount()).isEqualTo(expected.size());
        }
    }

    @Test
    void answersInAnyOrder() {
        for (long height : List.of(300L, 2L, 3L, 4L, 200L, 199L, 0L, 1L)) {
            var block = source.blockAt(height).orElseThrow();
            assertThat(block.ref()).isEqualTo(at(height));
            assertThat(source.refAt(height)).contains(block.ref());
            assertThat(source.block(block.ref().hash()).map(VerifiedBlock::ref)).contains(block.ref());
        }
    }

    @Test
    void hasNothingAboveTheTipBelowTheFirstOrUnderAnUnknownHash() {
        long above = tip().height() + 1;
        assertThat(source.blockAt(above)).isEmpty();
        assertThat(source.refAt(above)).isEmpty();
        assertThat(source.blockAt(-1)).isEmpty();
        assertThat(source.refAt(-1)).isEmpty();
        assertThat(source.block(BlockHash.parse("00".repeat(31) + "01"))).isEmpty();
    }

    protected final BlockRef tip() {
        return at(real.height());
    }

    private BlockRef at(long height) {
        return new BlockRef(height, BlockHash.parse(real.hashAt(height)));
    }

    /** A transaction of an account chain may have several parts; it is named once. */
    private static List<String> transactions(VerifiedBlock block) {
        Stream<byte[]> outputs = block.utxoTransactions().stream()
                .flatMap(batch -> batch.getTransactionsList().stream())
                .map(transaction -> transaction.getTxid().toByteArray());
        Stream<byte[]> accounts = block.content().stream()
                .flatMap(record -> record.getAccountTransactions().getTransactionsList().stream())
                .filter(transaction -> transaction.getPart() == 0)
                .map(transaction -> transaction.getTxid().toByteArray());
        return Stream.concat(outputs, accounts)
                .map(bytes -> TxId.ofDisplayBytes(bytes).toString())
                .toList();
    }

    /** Of sources that see a chain change. */
    public abstract static class Following extends BlockSourceContract {
        @Test
        void waitsForANewTipAndNoLonger() throws Exception {
            BlockRef known = tip();
            assertThat(source.awaitNewTip(known, Duration.ofMillis(50))).isFalse();
            try (var other = Executors.newSingleThreadExecutor()) {
                var mined = other.submit(real::mine);
                assertThat(source.awaitNewTip(known, CHANGE_MAX)).isTrue();
                assertThat(source.refAt(known.height() + 1)
                                .map(ref -> ref.hash().toString()))
                        .contains(mined.get());
            }
            assertThat(source.awaitNewTip(known, CHANGE_MAX)).isTrue();
        }

        @Test
        void handsOutTheNewBranchAfterAReorgAndStillKnowsTheOldOne() throws Exception {
            BlockRef old = tip();
            assertThat(source.blockAt(old.height() - 7)).isPresent();
            assertThat(source.blockAt(old.height() - 6)).isPresent();
            List<String> fork = real.fork(6, 7);
            assertThat(source.awaitNewTip(old, CHANGE_MAX)).isTrue();
            assertThat(source.segments().getLast().last()).isEqualTo(tip());
            for (int i = 0; i < 7; i++) {
                var block = source.blockAt(old.height() - 5 + i).orElseThrow();
                assertThat(block.ref().hash()).hasToString(fork.get(i));
            }
            assertThat(source.blockAt(tip().height() + 1)).isEmpty();
            Optional<BlockRef> lost = source.block(old.hash()).map(VerifiedBlock::ref);
            assertThat(lost).isEqualTo(real.keepsLostBranches() ? Optional.of(old) : Optional.empty());
        }
    }
}
