package org.holdfast.tracing.output.origin;

/** Why a trace against the direction of payment stopped. The word is its stable form. */
public enum OriginReason {
    /** Newly made, or fees of its block: an output of a coinbase. */
    COINBASE("coinbase"),
    /** An output that the specification names as a source. */
    SOURCE("source"),
    /** The output stood at an address that a label gives to an exchange or issuer. */
    SERVICE("service"),
    /** The value of an input is unknown, so that nobody can say what came from where. */
    INPUT_VALUE_UNKNOWN("input-value-unknown"),
    /** Below the dust limit of the specification. */
    DUST("dust"),
    /** Behind a limit of the specification, or beyond the bound of exact shares. */
    LIMIT("limit");

    private final String word;

    OriginReason(String word) {
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
