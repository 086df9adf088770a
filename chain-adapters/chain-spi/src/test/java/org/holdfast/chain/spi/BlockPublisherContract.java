package org.holdfast.chain.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.ChainId;
import org.holdfast.records.chain.v1.BranchAccepted;
import org.holdfast.records.chain.v1.ChainRecord;
import org.junit.jupiter.api.Test;

/** What every publisher keeps to. Each test takes a chain of its own. */
public abstract class BlockPublisherContract {
    /** Opens a publisher; it takes the place of an older one of the same chain. */
    protected abstract BlockPublisher open(ChainId chain);

    /** What a reader of committed records sees. */
    protected abstract List<ChainRecord> records(ChainId chain);

    @Test
    void whatIsPublishedIsThereAfterItIsOpenedAgain() {
        var chain = new ChainId("test:publish");
        List<VerifiedBlock> blocks = chain(chain, 7, 5);
        try (var publisher = open(chain)) {
            assertThat(publisher.published()).isEqualTo(PublishedSegments.none(chain));
            blocks.forEach(publisher::publish);
        }
        assertThat(fold(chain).chain()).isEqualTo(refs(blocks));
        try (var publisher = open(chain)) {
            PublishedSegments published = publisher.published();
            assertThat(published.tip()).contains(blocks.getLast().ref());
            assertThat(published.recent())
                    .isEqualTo(refs(blocks).stream().map(BlockRef::hash).toList());
        }
    }

    @Test
    void aGroupIsPublishedWholeOrNotAtAll() {
        var chain = new ChainId("test:group");
        List<VerifiedBlock> blocks = chain(chain, 7, 6);
        try (var publisher = open(chain)) {
            publisher.publish(blocks.subList(0, 4));
            assertThat(publisher.published().tip()).contains(blocks.get(3).ref());
            // The second block of this group is out of place.
            assertThatThrownBy(() -> publisher.publish(List.of(blocks.get(4), blocks.get(4))))
                    .isInstanceOf(IllegalStateException.class);
            publisher.publish(List.of());
            assertThat(publisher.published().tip()).contains(blocks.get(3).ref());
            publisher.publish(blocks.subList(4, 6));
        }
        assertThat(fold(chain).chain()).isEqualTo(refs(blocks));
        try (var publisher = open(chain)) {
            assertThat(publisher.published().recent())
                    .isEqualTo(refs(blocks).stream().map(BlockRef::hash).toList());
        }
    }

    @Test
    void aFinalBlockIsRetractedWhereABranchIsAccepted() {
        var chain = new ChainId("test:accept");
        List<VerifiedBlock> blocks = new ArrayList<>(chain(chain, 7, 5));
        blocks.set(4, blocks.get(4).withFinalBlock(blocks.get(3).ref()));
        var common = blocks.get(1).ref();
        var other = TestBlocks.block(chain, 9, common.hash(), 99);
        var decision = BranchAccepted.newBuilder()
                .setBranch(Places.place(other.ref()))
                .setFinalBlock(Places.place(common))
                .setOldTip(Places.place(blocks.get(4).ref()))
                .setAcceptedBy("operator")
                .setReason("the network follows it")
                .setAcceptedAt("2026-01-01T00:00:00Z")
                .build();
        try (var publisher = open(chain)) {
            blocks.forEach(publisher::publish);
            publisher.retract(blocks.get(4).ref(), "reorg");
            assertThatThrownBy(() -> publisher.retract(blocks.get(3).ref(), "reorg"))
                    .isInstanceOf(IllegalStateException.class);
            publisher.accept(
                    decision,
                    refs(blocks.subList(1, 4)).stream().map(BlockRef::hash).toList());
        }
        try (var publisher = open(chain)) {
            assertThat(publisher.published().finalBlock()).contains(common);
            assertThat(publisher.published().decisions().accepted()).containsExactly(decision);
            publisher.retract(blocks.get(2).ref(), "reorg");
            assertThatThrownBy(() -> publisher.retract(common, "reorg")).isInstanceOf(IllegalStateException.class);
            publisher.publish(other);
            assertThat(publisher.published().decisions().accepted()).containsExactly(decision);
        }
        assertThat(fold(chain).chain()).containsExactly(blocks.get(0).ref(), common, other.ref());
        assertThat(fold(chain).finalBlock()).contains(common);
        assertThat(records(chain))
                .filteredOn(record -> record.getRetracted().hasAccepted())
                .singleElement()
                .satisfies(record ->
                        assertThat(record.getRetracted().getAccepted()).isEqualTo(decision));
    }

    @Test
    void blocksAreRetractedDownToTheFirstAndOthersFollow() {
        var chain = new ChainId("test:retract");
        List<VerifiedBlock> blocks = chain(chain, 7, 3);
        try (var publisher = open(chain)) {
            blocks.forEach(publisher::publish);
            for (VerifiedBlock block : blocks.reversed()) {
                publisher.retract(block.ref(), "reorg");
            }
            assertThat(publisher.published()).isEqualTo(PublishedSegments.none(chain));
            var other = TestBlocks.block(chain, 7, TestBlocks.NOTHING, 99).withSegmentStart(true);
            publisher.publish(other);
            assertThat(fold(chain).chain()).containsExactly(other.ref());
            assertThat(fold(chain).retractions()).isEqualTo(3);
        }
    }

    @Test
    void aBlockThatFillsAGapJoinsTheSegmentsAndTheTipStays() {
        var chain = new ChainId("test:gap");
        List<VerifiedBlock> blocks = chain(chain, 7, 5);
        try (var publisher = open(chain)) {
            publisher.publish(blocks.get(0));
            publisher.publish(blocks.get(3).withSegmentStart(true));
            publisher.publish(blocks.get(1));
            publisher.publish(blocks.get(2));
            assertThat(publisher.published().segments()).hasSize(1);
            publisher.publish(blocks.get(4));
        }
        assertThat(fold(chain).chain()).isEqualTo(refs(blocks));
        try (var publisher = open(chain)) {
            assertThat(publisher.published().segments()).hasSize(1);
            publisher.retract(blocks.get(4).ref(), "reorg");
            publisher.retract(blocks.get(3).ref(), "reorg");
            assertThat(publisher.published().tip()).contains(blocks.get(2).ref());
        }
    }

    @Test
    void whatIsOutOfPlaceLeavesTheTopicAsItWas() {
        var chain = new ChainId("test:out-of-place");
        List<VerifiedBlock> blocks = chain(chain, 0, 3);
        try (var publisher = open(chain)) {
            publisher.publish(blocks.getFirst().withFinalBlock(blocks.getFirst().ref()));
            assertThatThrownBy(() -> publisher.publish(blocks.get(2))).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> publisher.retract(blocks.get(1).ref(), "reorg"))
                    .isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> publisher.retract(blocks.getFirst().ref(), "reorg"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("final");
            publisher.publish(blocks.get(1));
            assertThat(fold(chain).chain()).isEqualTo(refs(blocks.subList(0, 2)));
            assertThat(fold(chain).finalBlock()).contains(blocks.getFirst().ref());
        }
    }

    @Test
    void anOlderPublisherIsFencedByANewerOne() {
        var chain = new ChainId("test:fenced");
        List<VerifiedBlock> blocks = chain(chain, 0, 3);
        try (var older = open(chain)) {
            older.publish(blocks.getFirst());
            try (var newer = open(chain)) {
                assertThat(newer.published()).isEqualTo(older.published());
                assertThatThrownBy(() -> older.publish(blocks.get(1))).isInstanceOf(FencedException.class);
                newer.publish(blocks.get(1));
                assertThatThrownBy(() -> older.retract(blocks.getFirst().ref(), "reorg"))
                        .isInstanceOf(FencedException.class);
                newer.publish(blocks.get(2));
            }
        }
        assertThat(fold(chain).chain()).isEqualTo(refs(blocks));
    }

    private TopicFold fold(ChainId chain) {
        return TopicFold.of(records(chain));
    }

    private static List<BlockRef> refs(List<VerifiedBlock> blocks) {
        return blocks.stream().map(VerifiedBlock::ref).toList();
    }

    private static List<VerifiedBlock> chain(ChainId chain, long first, int count) {
        var blocks = new ArrayList<VerifiedBlock>();
        for (int i = 0; i < count; i++) {
            var parent = blocks.isEmpty()
                    ? TestBlocks.NOTHING
                    : blocks.getLast().ref().hash();
            blocks.add(TestBlocks.block(chain, first + i, parent, i).withSegmentStart(i == 0));
        }
        return blocks;
    }
}
