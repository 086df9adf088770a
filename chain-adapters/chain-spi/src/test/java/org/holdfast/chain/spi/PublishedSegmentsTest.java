package org.holdfast.chain.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.holdfast.chain.spi.Decisions.Heights;
import org.holdfast.chain.spi.PublishedSegments.Segment;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.Hash256;
import org.holdfast.records.chain.v1.BlocksRemoved;
import org.holdfast.records.chain.v1.ChainCursor;
import org.junit.jupiter.api.Test;

/** Blocks of one chain that are published in any order. */
class PublishedSegmentsTest {
    private static final ChainId CHAIN = new ChainId("test:segments");
    private static final int BLOCKS = 12;
    private static final int ORDERS = 300;

    private final List<VerifiedBlock> chain = new ArrayList<>();

    PublishedSegmentsTest() {
        for (int i = 0; i < BLOCKS; i++) {
            var parent = i == 0 ? TestBlocks.NOTHING : chain.getLast().ref().hash();
            chain.add(TestBlocks.block(CHAIN, i, parent, i));
        }
    }

    @Test
    void blocksInAnyOrderBecomeOneSegment() {
        for (int seed = 0; seed < ORDERS; seed++) {
            var order = new ArrayList<>(chain);
            Collections.shuffle(order, new Random(seed));
            var topic = new InMemoryBlockPublisher.Topic(CHAIN);
            var publisher = new InMemoryBlockPublisher(topic);
            for (VerifiedBlock block : order) {
                publish(publisher, block);
                assertThat(PublishedSegments.of(publisher.published().cursor())).isEqualTo(publisher.published());
            }
            assertThat(publisher.published().segments())
                    .as("order %d", seed)
                    .containsExactly(new Segment(ref(0), ref(BLOCKS - 1), Optional.of(TestBlocks.NOTHING)));
            assertThat(TopicFold.of(topic.records()).chain())
                    .isEqualTo(chain.stream().map(VerifiedBlock::ref).toList());
            retractsDownToAFinalBlock(publisher, topic);
        }
    }

    /** Everything is retracted, or all down to a block that is final: never to a block that is not known. */
    private void retractsDownToAFinalBlock(InMemoryBlockPublisher publisher, InMemoryBlockPublisher.Topic topic) {
        int retracted = 0;
        while (publisher.published().tip().isPresent()
                && !publisher.published().tip().equals(publisher.published().finalBlock())
                && publisher.published().recent().size() > 1) {
            publisher.retract(publisher.published().tip().orElseThrow(), "reorg");
            retracted++;
        }
        assertThat(publisher.published().tip()).contains(ref(BLOCKS - 1 - retracted));
        assertThat(TopicFold.of(topic.records()).tip())
                .isEqualTo(publisher.published().tip());
    }

    @Test
    void aFilledGapCanBeRetractedDownToTheSegmentBelowIt() {
        PublishedSegments published = published(0, 1, 2, 4, 5, 3);
        assertThat(published.segments()).containsExactly(new Segment(ref(0), ref(5), Optional.of(TestBlocks.NOTHING)));
        assertThat(published.finalBlock()).contains(ref(2));
        PublishedSegments left = published.minusTip().minusTip().minusTip();
        assertThat(left.tip()).contains(ref(2));
        assertThatThrownBy(left::minusTip).hasMessageContaining("is final");
    }

    @Test
    void aBlockBelowTheTipLeavesTheTipAndWhatIsFinal() {
        PublishedSegments following = published(6, 7, 8).plus(chain.get(9).withFinalBlock(ref(8)));
        PublishedSegments filled = following.plus(chain.get(5).withSegmentStart(true));
        filled = filled.plus(chain.get(2).withSegmentStart(true));
        assertThat(filled.segments()).extracting(Segment::first).containsExactly(ref(2), ref(5));
        assertThat(filled.tip()).isEqualTo(following.tip());
        assertThat(filled.recent()).isEqualTo(following.recent());
        assertThat(filled.finalBlock()).isEqualTo(following.finalBlock());
        PublishedSegments before = filled;
        assertThatThrownBy(() -> before.plus(chain.get(3).withFinalBlock(ref(2))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("from below the tip");
    }

    @Test
    void aBlockThatContradictsASegmentIsRefused() {
        PublishedSegments published = published(0, 1, 3, 4, 6);
        // Another block on the right parent, but not the parent of the block above it.
        refused(published, TestBlocks.block(CHAIN, 2, ref(1).hash(), 99));
        refused(published, TestBlocks.block(CHAIN, 2, ref(1).hash(), 99).withSegmentStart(true));
        // The right height above a segment on another parent.
        refused(published, TestBlocks.block(CHAIN, 7, ref(5).hash(), 99).withSegmentStart(true));
        // Published already, and another block at that height.
        refused(published, chain.get(3).withSegmentStart(true));
        refused(published, TestBlocks.block(CHAIN, 4, ref(3).hash(), 99));
        // Its parent is not published, and it does not say so.
        refused(published, chain.get(8));
        assertThat(published.plus(chain.get(2)).segments()).hasSize(2);
    }

    private static void refused(PublishedSegments published, VerifiedBlock block) {
        assertThatThrownBy(() -> published.plus(block))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("fits none of");
    }

    @Test
    void aCursorInTheOrderOfPublicationIsReadInAscendingHeight() {
        ChainCursor low = published(0, 1).cursor();
        ChainCursor high = published(5, 6, 7).cursor();
        var older = ChainCursor.newBuilder(high)
                .clearSegments()
                .addSegments(high.getSegments(0).toBuilder().clearFirstParentHash())
                .addSegments(low.getSegments(0).toBuilder().clearFirstParentHash())
                .clearRecentHashes()
                .addAllRecentHashes(low.getRecentHashesList())
                .build();
        PublishedSegments read = PublishedSegments.of(older);
        assertThat(read.segments()).containsExactly(new Segment(ref(0), ref(1)), new Segment(ref(5), ref(7)));
        assertThat(read.tip()).contains(ref(7));
        assertThat(read.recent()).containsExactly(ref(7).hash());
        // The cursor does not tell whether block 4 is the parent of block 5, so the two stay apart.
        PublishedSegments more = read.plus(chain.get(4).withSegmentStart(true));
        assertThat(more.segments()).hasSize(3);
        assertThat(more.plus(chain.get(2)).plus(chain.get(3)).segments()).hasSize(2);
    }

    @Test
    void gapsAreBounded() {
        PublishedSegments published = PublishedSegments.none(CHAIN);
        for (int i = 0; i < PublishedSegments.SEGMENTS_MAX; i++) {
            published = published.plus(alone(2L * i));
        }
        PublishedSegments full = published;
        assertThatThrownBy(() -> full.plus(alone(9_999))).hasMessageContaining("more than 256 segments");
    }

    private static VerifiedBlock alone(long height) {
        return TestBlocks.block(CHAIN, height, TestBlocks.NOTHING, height).withSegmentStart(true);
    }

    private PublishedSegments published(int... heights) {
        var publisher = new InMemoryBlockPublisher(new InMemoryBlockPublisher.Topic(CHAIN));
        for (int height : heights) {
            publish(publisher, chain.get(height));
        }
        return publisher.published();
    }

    private static void publish(InMemoryBlockPublisher publisher, VerifiedBlock block) {
        boolean continues = publisher.published().holdsParent(block.ref(), block.parent());
        publisher.publish(block.withSegmentStart(!continues));
    }

    private BlockRef ref(int index) {
        return chain.get(index).ref();
    }

    @Test
    void theHeightsOfARemovalStayWhereNoBlockIsLeft() {
        var only = new BlockRef(7, BlockHash.ofDisplayBytes(new byte[Hash256.BYTES]));
        var decision = BlocksRemoved.newBuilder()
                .setLowest(Places.place(only))
                .setHighest(Places.place(only))
                .build();
        var left = new PublishedSegments(ChainId.BITCOIN_REGTEST, List.of(new Segment(only, only)))
                .removing(decision)
                .withoutTip(only, only.hash());
        assertThat(left.segments()).isEmpty();
        assertThat(PublishedSegments.of(left.cursor()).decisions().reopened()).containsExactly(new Heights(7, 7));
    }
}
