package org.holdfast.tracing.output.end;

/** Why a trace stopped following a part of the value. The word is also the name of the bucket it is booked in. */
public enum EndReason {
    /** Nobody has spent the output. */
    UNSPENT("unspent"),
    /** The output stands at an address that a label gives to an exchange or issuer. */
    SERVICE("service"),
    /** Paid to the miner. */
    FEE("fee"),
    /** Put where nobody can ever spend it; where fees are followed also what a miner did not claim. */
    DESTROYED("destroyed"),
    /** Spent together with an input whose value is unknown, so that nobody can say where it went. */
    INPUT_VALUE_UNKNOWN("input-value-unknown"),
    /**
     * Paid to a miner whose block has a fee of unknown amount, or a coinbase that is not its first transaction, so that
     * nobody can say which output of the coinbase took it. Only where fees are followed.
     */
    BLOCK_FEES_UNKNOWN("block-fees-unknown"),
    /** Not spent within its run of blocks; behind it blocks are missing in which it may have been. */
    GAP("gap"),
    /** Arrived at an output that is a seed itself; from there on only that seed is followed. */
    LATER_SEED("later-seed"),
    /** Below the dust limit of the specification. */
    DUST("dust"),
    /** Behind the hop or transaction limit of the specification. */
    LIMIT("limit");

    private final String word;

    EndReason(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }

    @Override
    public String toString() {
        return word;
    }
}
