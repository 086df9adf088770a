package org.holdfast.tracing.output.origin;

/** The reason of an origin over outputs. The word is its stable form. */
public enum OriginReason {
    /** An output of a coinbase: subsidy, or fees of the block. */
    COINBASE("coinbase"),
    /** A source of the specification. */
    SOURCE("source"),
    /** A label gives the address of the output to an exchange or issuer. */
    SERVICE("service"),
    /** The value of an input is unknown, so the division over the inputs is unknown. */
    INPUT_VALUE_UNKNOWN("input-value-unknown"),
    /** Below the dust limit of the specification. */
    DUST("dust"),
    /** Beyond a limit of the specification. */
    LIMIT("limit");

    private final String word;

    OriginReason(String word) {
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
