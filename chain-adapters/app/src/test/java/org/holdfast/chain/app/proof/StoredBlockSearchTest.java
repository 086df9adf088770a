package org.holdfast.chain.app.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.holdfast.chain.spi.InMemoryBlockPublisher;
import org.holdfast.chain.spi.PublishedSegments;
import org.holdfast.chain.spi.TestBlocks;
import org.holdfast.chain.spi.VerifiedBlock;
import org.holdfast.chain.spi.follow.Finality;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.TxId;
import org.holdfast.testkit.Campaign;
import org.junit.jupiter.api.Test;

class StoredBlockSearchTest {
    private static final ChainId CHAIN = new ChainId("test:search");

    /** 14 probes for a height, some 20 for a seal of up to three records each, and the block. */
    private static final int AVERAGE_READS_MAX = 90;

    /** The same, and a walk over the reorgs that replaced the block. */
    private static final int READS_MAX = 450;

    private static final int CASES = Campaign.size(60, 2_000);

    private final InMemoryBlockPublisher.Topic topic = new InMemoryBlockPublisher.Topic(CHAIN);
    private final InMemoryBlockPublisher publisher = new InMemoryBlockPublisher(topic);
    private final List<VerifiedBlock> active = new ArrayList<>();
    private long number;

    @Test
    void aLongTopicTakesFewReads() {
        grow(1, 2_000, 100);
        for (int i = 0; i < 6; i++) {
            retract(30);
            grow(0, 30 + 20 * i, 100);
        }
        var log = new InMemoryRecordLog(topic.records());
        long most = 0;
        for (VerifiedBlock block : active) {
            long before = log.read();
            assertThat(search(log).at(block.ref().height()).orElseThrow().ref()).isEqualTo(block.ref());
            most = Math.max(most, log.read() - before);
        }
        assertThat(log.end()).isGreaterThan(9_000);
        assertThat(log.read() / active.size()).isLessThan(AVERAGE_READS_MAX);
        assertThat(most).isLessThan(READS_MAX);
    }

    @Test
    void noBlockIsFoundBesideTheSegments() {
        grow(10, 5, 100);
        grow(100, 5, 100);
        var log = new InMemoryRecordLog(topic.records());
        for (long height : new long[] {0, 9, 15, 99, 105}) {
            assertThat(search(log).at(height)).isEmpty();
        }
        assertThat(search(log).at(14).orElseThrow().ref())
                .isEqualTo(active.get(4).ref());
        assertThat(search(log).at(100).orElseThrow().ref())
                .isEqualTo(active.get(5).ref());
    }

    @Test
    void theTransactionsOfABlockComeWithIt() {
        grow(0, 3, 100);
        var found = search(new InMemoryRecordLog(topic.records())).at(1).orElseThrow();
        assertThat(found.txids()).isEqualTo(txids(active.get(1)));
    }

    /** Any mixture of blocks, reorgs, gaps and segments that vanish again: every height gives the active block. */
    @Test
    void everyHeightOfAnyTopicGivesItsActiveBlock() {
        for (int seed = 0; seed < CASES; seed++) {
            var other = new StoredBlockSearchTest();
            other.anyTopic(new SplittableRandom(seed));
            var log = new InMemoryRecordLog(other.topic.records());
            for (VerifiedBlock block : other.active) {
                var found = other.search(log).at(block.ref().height()).orElseThrow();
                assertThat(found.ref()).as("seed %d", seed).isEqualTo(block.ref());
                assertThat(found.txids()).isEqualTo(txids(block));
            }
        }
    }

    private void anyTopic(SplittableRandom random) {
        int depth = 1 + random.nextInt(8);
        var starts = new ArrayList<>(List.of(1_000L, 5_000L, 3_000L, 0L));
        grow(starts.remove(random.nextInt(starts.size())), 1 + random.nextInt(20), depth);
        for (int i = 0; i < 30; i++) {
            int what = random.nextInt(10);
            if (what < 6) {
                grow(0, 1 + random.nextInt(12), depth);
            } else if (what < 8) {
                retract(random.nextInt(1 + depth));
            } else if (what == 8 && !starts.isEmpty()) {
                grow(starts.remove(random.nextInt(starts.size())), 1 + random.nextInt(20), depth);
            } else {
                int blocks = 1 + random.nextInt(depth);
                grow(random.nextLong(6_000), blocks, depth);
                retract(blocks);
            }
        }
    }

    /** Publishes blocks on the tip, or from a height above 0 as a segment of its own. */
    private void grow(long first, int blocks, int depth) {
        var finality = new Finality.ByDepth(depth);
        for (int i = 0; i < blocks; i++) {
            boolean begins = active.isEmpty() || (i == 0 && first > 0);
            long height = begins ? first : active.getLast().ref().height() + 1;
            BlockHash parent =
                    begins ? TestBlocks.NOTHING : active.getLast().ref().hash();
            VerifiedBlock block =
                    TestBlocks.block(CHAIN, height, parent, number++).withSegmentStart(begins);
            block = finality.seal(publisher.published(), block);
            publisher.publish(block);
            active.add(block);
        }
    }

    /** Retracts as many blocks as may be. */
    private void retract(int blocks) {
        for (int i = 0; i < blocks && !active.isEmpty(); i++) {
            var last = active.getLast().ref();
            PublishedSegments published = publisher.published();
            if (published.finalBlock().filter(last::equals).isPresent()) {
                return;
            }
            publisher.retract(last, "reorg");
            active.removeLast();
        }
    }

    private StoredBlockSearch search(InMemoryRecordLog log) {
        return new StoredBlockSearch(log, publisher.published());
    }

    private static List<TxId> txids(VerifiedBlock block) {
        return block.utxoTransactions().getFirst().getTransactionsList().stream()
                .map(transaction -> TxId.ofDisplayBytes(transaction.getTxid().toByteArray()))
                .toList();
    }
}
