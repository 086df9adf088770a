package org.holdfast.chain.bitcoin.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.holdfast.chain.bitcoin.BitcoinNetwork;
import org.holdfast.chain.spi.BlockSource;
import org.holdfast.chain.spi.VerifiedBlock;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.TxId;
import org.holdfast.testservers.BitcoinRegtestNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every source of blocks keeps to. What is right is what the node says, read by another program. */
abstract class BlockSourceContract {
    static final Duration CHANGE_MAX = Duration.ofSeconds(30);

    BitcoinRegtestNode node;
    BlockSource source;

    /** A source over the node's chain as it is now. */
    protected abstract BlockSource open(BitcoinRegtestNode node) throws Exception;

    @BeforeEach
    void openSource() throws Exception {
        node = SharedRegtest.node();
        source = open(node);
    }

    @AfterEach
    void closeSource() {
        if (source != null) {
            source.close();
        }
    }

    @Test
    void namesItsChain() {
        assertThat(source.chain()).isEqualTo(BitcoinNetwork.REGTEST.chain());
    }

    @Test
    void hasOneRunFromTheGenesisBlockToTheTip() {
        var segment = source.segments().getLast();
        assertThat(segment.first()).isEqualTo(new BlockRef(0, BitcoinNetwork.REGTEST.genesis()));
        assertThat(segment.last()).isEqualTo(tip());
    }

    @Test
    void handsOutTheActiveChainBlockByBlock() {
        List<String> expected = node.activeChain();
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
        for (long height : List.of(1L, 110L, 440L, 441L, 500L)) {
            var told = node.call("getblock", node.hashAt(height), true).get("tx");
            var expected = new ArrayList<String>();
            told.forEach(txid -> expected.add(txid.asString()));
            var block = source.blockAt(height).orElseThrow();
            assertThat(txids(block)).isEqualTo(expected);
            assertThat(block.sealed().getTransactionCount()).isEqualTo(expected.size());
        }
    }

    @Test
    void answersInAnyOrder() {
        for (long height : List.of(300L, 2L, 3L, 4L, 200L, 199L, 0L, 1L)) {
            var block = source.blockAt(height).orElseThrow();
            assertThat(block.ref()).isEqualTo(new BlockRef(height, BlockHash.parse(node.hashAt(height))));
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

    final BlockRef tip() {
        return new BlockRef(node.height(), BlockHash.parse(node.tip()));
    }

    static List<String> txids(VerifiedBlock block) {
        return block.utxoTransactions().stream()
                .flatMap(batch -> batch.getTransactionsList().stream())
                .map(transaction ->
                        TxId.ofDisplayBytes(transaction.getTxid().toByteArray()).toString())
                .toList();
    }

    /** Of sources that see a chain change. */
    abstract static class Following extends BlockSourceContract {
        @Test
        void waitsForANewTipAndNoLonger() throws Exception {
            BlockRef known = tip();
            assertThat(source.awaitNewTip(known, Duration.ofMillis(50))).isFalse();
            try (var other = Executors.newSingleThreadExecutor()) {
                var mined = other.submit(() -> node.mine(1).getFirst());
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
            var fork = node.fork(6, 7);
            assertThat(source.awaitNewTip(old, CHANGE_MAX)).isTrue();
            assertThat(source.segments().getLast().last()).isEqualTo(tip());
            for (int i = 0; i < 7; i++) {
                var block = source.blockAt(old.height() - 5 + i).orElseThrow();
                assertThat(block.ref().hash()).hasToString(fork.blocks().get(i));
            }
            assertThat(source.blockAt(tip().height() + 1)).isEmpty();
            assertThat(source.block(old.hash()).map(VerifiedBlock::ref)).contains(old);
        }
    }
}
