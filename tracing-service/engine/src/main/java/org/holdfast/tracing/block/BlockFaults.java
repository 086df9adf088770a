package org.holdfast.tracing.block;

import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;

/** The reasons to refuse a block. Every index refuses the same blocks with the same codes. */
public final class BlockFaults {
    private BlockFaults() {}

    /** The block's parent is not the tip, and the block does not start a new run above it. */
    public static InputFaultException notNext(BlockRef block, String tip) {
        return fault(
                "tracing.block.not-next",
                "a block does not continue the chain",
                "a child of " + tip + ", or the first block of a run above it",
                block.toString());
    }

    /** A new run of blocks overlaps an indexed one. */
    public static InputFaultException overlaps(BlockRef block, Segment segment) {
        return fault(
                "tracing.block.overlaps",
                "a block lies in a run of blocks that is here already",
                "a height outside " + segment.first().height() + " to "
                        + segment.last().height(),
                block.toString());
    }

    /** An input spends a spent output. */
    public static InputFaultException spentTwice(BlockRef block, String outpoint) {
        return fault(
                "tracing.block.spent-twice",
                "a block spends an output that is spent already",
                "an unspent output",
                outpoint + " in block " + block);
    }

    /** An input spends an output that its transaction does not have. */
    public static InputFaultException noSuchOutput(BlockRef block, String outpoint) {
        return fault(
                "tracing.block.no-such-output",
                "a block spends an output that its transaction does not have",
                "an existing output",
                outpoint + " in block " + block);
    }

    /** A transaction id is repeated, and the earlier transaction is not an unspent coinbase. */
    public static InputFaultException idRepeated(BlockRef block, String txId) {
        return fault(
                "tracing.block.transaction-repeated",
                "a block repeats a transaction id",
                "a new id, or a coinbase whose namesake is wholly unspent",
                txId + " in block " + block);
    }

    /** A transaction pays more than its known inputs hold. */
    public static InputFaultException overspends(BlockRef block, String txId) {
        return fault(
                "tracing.block.overspends",
                "a transaction pays more than its inputs hold",
                "outputs not above inputs",
                txId + " in block " + block);
    }

    /** The block to retract is not the tip. */
    public static InputFaultException notTip(BlockRef block, String tip) {
        return fault("tracing.block.not-tip", "a retracted block is not the tip", tip, block.toString());
    }

    private static InputFaultException fault(String code, String what, String expected, String got) {
        return new InputFaultException(new InputFault(
                code, what, "block feed", expected, got, "stop, and compare the feed with the chain before going on"));
    }
}
