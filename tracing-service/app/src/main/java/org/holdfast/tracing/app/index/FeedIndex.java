package org.holdfast.tracing.app.index;

import java.util.List;
import java.util.Optional;
import org.holdfast.primitives.BlockRef;
import org.holdfast.records.chain.v1.BlockOpened;
import org.holdfast.records.chain.v1.BlockPlace;
import org.holdfast.records.chain.v1.BlockSealed;
import org.holdfast.records.chain.v1.ChainRecord;
import org.holdfast.tracing.block.Segment;

/** One chain's index as its feed writes it. Each method throws an input fault on what cannot be. */
public interface FeedIndex {
    /** Where reading of the topic goes on. */
    long feedOffset();

    List<Segment> segments();

    /** The block at a height, if it is here. */
    Optional<BlockRef> block(long height);

    void open(BlockOpened record);

    /** A batch of the open block's transactions. */
    void add(ChainRecord batch);

    /** The open block, whole and held to its seal; it waits to be appended. */
    BlockRef seal(BlockSealed record);

    /** Appends the sealed block with the place behind it. */
    void append(long next);

    /** Forgets the sealed block. */
    void passOver();

    /** A retraction may not fall into a block. */
    void requireNoneOpen(BlockPlace place);

    void retract(BlockRef block, long next);
}
