package org.holdfast.chain.spi.follow;

import java.util.Optional;
import org.holdfast.chain.spi.PublishedSegments;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.InputFault;

/** Why a topic cannot become the source's active chain at present. Nothing was retracted in any of these cases. */
final class FollowFaults {
    private final PublishedSegments published;

    FollowFaults(PublishedSegments published) {
        this.published = published;
    }

    private String where() {
        return published.chain()
                + published.tip().map(tip -> ", published up to " + tip).orElse("");
    }

    /**
     * The source does not hand out blocks.
     *
     * @param words why, as the source says; empty if it does not say
     */
    InputFault missing(long first, long last, String words) {
        String range = first == last ? "block " + first : "blocks " + first + " to " + last;
        return new InputFault(
                "chain.follow.blocks-missing",
                "the source does not hand out the next blocks of the chain",
                where(),
                range,
                words.isEmpty() ? "later blocks only" : words,
                "following waits and asks again: let the node fetch the blocks, name a node that has them, or import"
                        + " them from files");
    }

    /** The source's chain ends below the height that comes next. */
    InputFault behind(long wanted, Optional<BlockRef> last) {
        return new InputFault(
                "chain.follow.source-behind",
                "the source has fewer blocks than are published or asked for",
                where(),
                "a chain up to height " + wanted + " at least",
                last.map(tip -> "a chain that ends with " + tip).orElse("no block"),
                "following waits until the node has caught up: look whether it syncs, or has lost its blocks");
    }

    /**
     * The source's chain leaves the published one below a final block.
     *
     * @param low the lowest height whose published hash is known
     * @param there the source's block at that height
     */
    InputFault tooDeep(long low, Optional<BlockRef> there) {
        String bound = published
                .finalBlock()
                .map(block -> "a common block at or above " + block + ", which is final")
                .orElse("a common block at or above height " + low + ", the lowest whose hash is kept");
        return new InputFault(
                "chain.follow.reorg-too-deep",
                "the source's chain leaves the published one below the deepest reorg that is followed",
                where(),
                bound,
                there.map(ref -> "block " + ref).orElse("no block at height " + low),
                "following waits: look whether the node is on the right branch; if it is, accept the branch with"
                        + " --accept-branch "
                        + there.map(BlockRef::toString).orElse("HEIGHT:HASH") + " --reason TEXT");
    }

    /** The source's chain begins otherwise than the published one. */
    InputFault otherChain(BlockRef first, BlockRef there) {
        return new InputFault(
                "chain.follow.other-chain",
                "the source follows another chain than the one published",
                where(),
                "block " + first,
                "block " + there,
                "following waits: name the right node, or follow this one into a new data directory");
    }
}
