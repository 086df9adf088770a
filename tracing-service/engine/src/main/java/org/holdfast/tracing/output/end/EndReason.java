package org.holdfast.tracing.output.end;

/** The reason of an end. The word is its stable form and the name of its bucket. */
public enum EndReason {
    /** The output is not spent. */
    UNSPENT("unspent"),
    /** A label gives the address of the output to an exchange or issuer. */
    SERVICE("service"),
    /** Paid to the miner. */
    FEE("fee"),
    /** The output can never be spent. With followed fees also the fees that a miner did not claim. */
    DESTROYED("destroyed"),
    /** Spent together with an input of unknown value, so its destination is unknown. */
    INPUT_VALUE_UNKNOWN("input-value-unknown"),
    /**
     * A followed fee whose output in the coinbase is unknown: another fee of the block is unknown, or the coinbase is
     * not the first transaction.
     */
    BLOCK_FEES_UNKNOWN("block-fees-unknown"),
    /** Not spent within its run of blocks. A missing block after the run can contain the spender. */
    GAP("gap"),
    /** Arrived at an output that is itself a seed; only that seed is followed further. */
    LATER_SEED("later-seed"),
    /** Below the dust limit of the specification. */
    DUST("dust"),
    /** Beyond a limit of the specification. */
    LIMIT("limit");

    private final String word;

    EndReason(String word) {
        this.word = word;
    }

    /** The stable form of the reason. */
    public String word() {
        return word;
    }

    @Override
    public String toString() {
        return word;
    }
}
