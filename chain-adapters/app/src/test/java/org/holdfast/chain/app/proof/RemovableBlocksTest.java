package org.holdfast.chain.app.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.holdfast.chain.spi.InMemoryBlockPublisher;
import org.holdfast.chain.spi.PublishedSegments;
import org.holdfast.chain.spi.TestBlocks;
import org.holdfast.chain.spi.VerifiedBlock;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.ChainId;
import org.junit.jupiter.api.Test;

class RemovableBlocksTest {
    private static final ChainId CHAIN = new ChainId("test:remove");

    private final InMemoryBlockPublisher.Topic topic = new InMemoryBlockPublisher.Topic(CHAIN);
    private final InMemoryBlockPublisher publisher = new InMemoryBlockPublisher(topic);
    private final List<BlockRef> active = new ArrayList<>();
    private long number;

    @Test
    void areTheActiveOnesHighestFirst() {
        grow(10, 6);
        for (int i = 0; i < 2; i++) {
            publisher.retract(active.removeLast(), "reorg");
        }
        grow(14, 3);
        grow(100, 4);
        for (long height : new long[] {0, 10, 13, 15, 16, 17, 100, 102, 103, 104}) {
            assertThat(removable(height))
                    .as("height %d", height)
                    .extracting(RemovableBlocks.Link::block)
                    .isEqualTo(active.reversed().stream()
                            .filter(block -> block.height() >= height)
                            .toList());
        }
    }

    @Test
    void takenAwayOneByOneLeaveWhatWasThereBefore() {
        grow(10, 6);
        PublishedSegments lower = publisher.published();
        grow(100, 4);
        PublishedSegments left = publisher.published();
        for (RemovableBlocks.Link link : removable(100)) {
            left = left.withoutTip(link.block(), link.parent());
        }
        assertThat(left.segments()).isEqualTo(lower.segments());
        // What was below a gap is final.
        assertThat(left.finalBlock()).isEqualTo(lower.tip());
        for (RemovableBlocks.Link link : removable(12).subList(4, 8)) {
            left = left.withoutTip(link.block(), link.parent());
        }
        assertThat(left.tip()).contains(active.get(1));
        assertThat(left.finalBlock()).contains(active.get(1));
        PublishedSegments wrong = left;
        assertThatThrownBy(() -> wrong.withoutTip(active.getFirst(), TestBlocks.NOTHING))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void areFoundFarFromTheEndOfTheTopic() {
        grow(0, 3_000);
        var log = new InMemoryRecordLog(topic.records());
        assertThat(RemovableBlocks.from(log, publisher.published(), 2_990)).hasSize(10);
        assertThat(log.read()).isLessThan(5_000);
        assertThat(removable(0)).hasSize(3_000);
    }

    @Test
    void areBounded() {
        var first = new BlockRef(0, TestBlocks.NOTHING);
        var last = new BlockRef(RemovableBlocks.BLOCKS_MAX, TestBlocks.NOTHING);
        var much = new PublishedSegments(CHAIN, List.of(new PublishedSegments.Segment(first, last)));
        var log = new InMemoryRecordLog(List.of());
        assertThatThrownBy(() -> RemovableBlocks.from(log, much, 0)).hasMessageContaining("chain.remove.too-many");
    }

    private List<RemovableBlocks.Link> removable(long height) {
        return RemovableBlocks.from(new InMemoryRecordLog(topic.records()), publisher.published(), height);
    }

    private void grow(long first, int blocks) {
        for (int i = 0; i < blocks; i++) {
            boolean begins = active.isEmpty() || active.getLast().height() + 1 < first + i;
            BlockHash parent = begins ? TestBlocks.NOTHING : active.getLast().hash();
            VerifiedBlock block =
                    TestBlocks.block(CHAIN, first + i, parent, number++).withSegmentStart(begins);
            publisher.publish(block);
            active.add(block.ref());
        }
    }
}
