package org.holdfast.chain.app.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.holdfast.chain.spi.Decisions;
import org.holdfast.chain.spi.InMemoryBlockPublisher;
import org.holdfast.chain.spi.Places;
import org.holdfast.chain.spi.PublishedSegments;
import org.holdfast.chain.spi.TestBlocks;
import org.holdfast.chain.spi.TopicFold;
import org.holdfast.chain.spi.VerifiedBlock;
import org.holdfast.chain.spi.follow.Finality;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.TxId;
import org.holdfast.records.chain.v1.BlocksRemoved;
import org.holdfast.records.chain.v1.BranchAccepted;
import org.holdfast.testkit.Campaign;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StoredBlockSearchTest {
    private static final ChainId CHAIN = new ChainId("test:search");

    /** 14 probes for a height, some 20 for a seal of up to three records each, and the block. */
    private static final int AVERAGE_READS_MAX = 90;

    /** The same, and a walk over the reorgs that replaced the block. */
    private static final int READS_MAX = 450;

    private static final int DECISIONS = 3 * Decisions.REOPENED_MAX;

    private static final int CASES = Campaign.size(60, 2_000);

    private final InMemoryBlockPublisher.Topic topic = new InMemoryBlockPublisher.Topic(CHAIN);
    private InMemoryBlockPublisher publisher = new InMemoryBlockPublisher(topic);
    private final NavigableMap<Long, VerifiedBlock> active = new TreeMap<>();
    /** Blocks that leave a gap, to be published later. */
    private final NavigableMap<Long, VerifiedBlock> heldBack = new TreeMap<>();

    private long number;

    @Test
    void aLongTopicTakesFewReads() {
        grow(1, 2_000, 100, 0);
        for (int i = 0; i < 6; i++) {
            retract(30);
            grow(0, 30 + 20 * i, 100, 0);
        }
        var log = new InMemoryRecordLog(topic.records());
        long most = 0;
        for (VerifiedBlock block : active.values()) {
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
        grow(10, 5, 100, 0);
        grow(100, 5, 100, 0);
        var log = new InMemoryRecordLog(topic.records());
        for (long height : new long[] {0, 9, 15, 99, 105}) {
            assertThat(search(log).at(height)).isEmpty();
        }
        assertThat(search(log).at(14).orElseThrow().ref())
                .isEqualTo(Objects.requireNonNull(active.get(14L)).ref());
        assertThat(search(log).at(100).orElseThrow().ref())
                .isEqualTo(Objects.requireNonNull(active.get(100L)).ref());
    }

    @Test
    void theTransactionsOfABlockComeWithIt() {
        grow(0, 3, 100, 0);
        var found = search(new InMemoryRecordLog(topic.records())).at(1).orElseThrow();
        assertThat(found.txids()).isEqualTo(txids(Objects.requireNonNull(active.get(1L))));
    }

    /** Any mixture of blocks, reorgs, gaps, fillings of gaps and segments that vanish again: every height is found. */
    @Test
    void everyHeightOfAnyTopicGivesItsActiveBlock() {
        for (int seed = 0; seed < CASES; seed++) {
            var other = new StoredBlockSearchTest();
            other.anyTopic(new SplittableRandom(seed));
            var log = new InMemoryRecordLog(other.topic.records());
            for (VerifiedBlock block : other.active.values()) {
                var found = other.search(log).at(block.ref().height()).orElseThrow();
                assertThat(found.ref()).as("seed %d", seed).isEqualTo(block.ref());
                assertThat(found.txids()).isEqualTo(txids(block));
            }
        }
    }

    /** Seals from before a decision name blocks final that were taken back, for as long as the topic is there. */
    @ParameterizedTest
    @EnumSource
    void everyHeightGivesItsActiveBlockAfterManyDecisionsAndCrashes(InMemoryBlockPublisher.Crash crash) {
        grow(0, 40, 3, 0);
        for (int i = 0; i < DECISIONS; i++) {
            List<VerifiedBlock> taken =
                    new ArrayList<>(active.tailMap(top().height() - 10, false).values());
            boolean branch = i % 2 == 0;
            if (crash != InMemoryBlockPublisher.Crash.NEVER) {
                topic.crashNext(crash);
                assertThatThrownBy(() -> decide(taken, branch))
                        .isInstanceOf(InMemoryBlockPublisher.CrashException.class);
                publisher = new InMemoryBlockPublisher(topic);
            }
            if (crash != InMemoryBlockPublisher.Crash.AFTER_COMMIT) {
                decide(taken, branch);
            }
            active.tailMap(taken.getFirst().ref().height(), true).clear();
            while (publisher.published().tip().orElseThrow().height() > top().height()) {
                publisher.retract(publisher.published().tip().orElseThrow(), "reorg");
            }
            grow(0, 40, 3, 0);
        }
        assertThat(TopicFold.of(topic.records()).chain())
                .isEqualTo(active.values().stream().map(VerifiedBlock::ref).toList());
        var log = new InMemoryRecordLog(topic.records());
        for (VerifiedBlock block : active.values()) {
            assertThat(search(log).at(block.ref().height()).orElseThrow().ref()).isEqualTo(block.ref());
        }
    }

    /** Takes back blocks that are final, either all of them or the first for a branch. */
    private void decide(List<VerifiedBlock> taken, boolean branch) {
        BlockRef highest = taken.getLast().ref();
        if (branch) {
            BlockRef common = new BlockRef(
                    taken.getFirst().ref().height() - 1, taken.getFirst().parent());
            var hashes = new ArrayList<>(List.of(common.hash()));
            taken.forEach(block -> hashes.add(block.ref().hash()));
            publisher.accept(
                    BranchAccepted.newBuilder()
                            .setBranch(Places.place(new BlockRef(highest.height(), TestBlocks.NOTHING)))
                            .setFinalBlock(Places.place(common))
                            .setOldTip(Places.place(highest))
                            .build(),
                    hashes);
        } else {
            publisher.remove(
                    taken.reversed(),
                    BlocksRemoved.newBuilder()
                            .setLowest(Places.place(taken.getFirst().ref()))
                            .setHighest(Places.place(highest))
                            .build());
        }
    }

    private void anyTopic(SplittableRandom random) {
        int depth = 1 + random.nextInt(8);
        var starts = new ArrayList<>(List.of(1_000L, 5_000L, 3_000L, 0L));
        grow(starts.remove(random.nextInt(starts.size())), 1 + random.nextInt(20), depth, 0);
        for (int i = 0; i < 30; i++) {
            int what = random.nextInt(10);
            if (what < 6) {
                grow(0, 1 + random.nextInt(12), depth, random.nextInt(3) == 0 ? 2 : 0);
            } else if (what < 8) {
                retract(random.nextInt(1 + depth));
            } else if (what == 8 && !starts.isEmpty()) {
                grow(starts.remove(random.nextInt(starts.size())), 1 + random.nextInt(20), depth, 0);
            } else {
                int blocks = 1 + random.nextInt(depth);
                long above = active.isEmpty() ? random.nextLong(6_000) : top().height() + 1;
                grow(above + random.nextLong(3), blocks, depth, 0);
                retract(blocks);
            }
            while (!heldBack.isEmpty() && random.nextInt(3) > 0) {
                Long height = random.nextBoolean() ? heldBack.firstKey() : heldBack.lastKey();
                publish(Objects.requireNonNull(heldBack.remove(height)), depth);
            }
        }
    }

    /**
     * Makes blocks above all others, or from a height above 0 as a segment of its own.
     *
     * @param holdEvery holds every so many blocks back; none where 0
     */
    private void grow(long first, int blocks, int depth, int holdEvery) {
        boolean begins = active.isEmpty() || first > 0;
        long height = begins ? first : top().height() + 1;
        BlockHash parent = begins ? TestBlocks.NOTHING : top().hash();
        for (int i = 0; i < blocks; i++) {
            VerifiedBlock block = TestBlocks.block(CHAIN, height + i, parent, number++);
            parent = block.ref().hash();
            if (holdEvery > 0 && i % holdEvery == 0) {
                heldBack.put(height + i, block);
            } else if (!publish(block, depth)) {
                return;
            }
        }
    }

    private BlockRef top() {
        var last = active.lastEntry().getValue().ref();
        return heldBack.isEmpty() || heldBack.lastKey() < last.height()
                ? last
                : heldBack.lastEntry().getValue().ref();
    }

    /** False where the block does not fit the published ones. */
    private boolean publish(VerifiedBlock block, int depth) {
        PublishedSegments published = publisher.published();
        if (published.contradicts(block.ref(), block.parent()).isPresent()) {
            return false;
        }
        VerifiedBlock placed = block.withSegmentStart(!published.holdsParent(block.ref(), block.parent()));
        publisher.publish(
                published.isAboveTip(block.ref()) ? new Finality.ByDepth(depth).seal(published, placed) : placed);
        active.put(block.ref().height(), block);
        return true;
    }

    /** Retracts as many blocks as may be. */
    private void retract(int blocks) {
        for (int i = 0; i < blocks && !active.isEmpty(); i++) {
            var last = active.lastEntry().getValue().ref();
            PublishedSegments published = publisher.published();
            boolean first = published.segments().getLast().first().equals(last);
            boolean known = first || published.recent().size() > 1;
            if (!known || published.finalBlock().filter(last::equals).isPresent()) {
                return;
            }
            publisher.retract(last, "reorg");
            active.pollLastEntry();
            heldBack.tailMap(last.height(), true).clear();
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
