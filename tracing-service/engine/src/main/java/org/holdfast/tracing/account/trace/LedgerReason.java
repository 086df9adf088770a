package org.holdfast.tracing.account.trace;

/** The reason of an end over accounts. The word is its stable form and the name of its bucket. */
public enum LedgerReason {
    /** Still in the account after the last indexed block. */
    HELD("held"),
    /** A label gives the address of the account to an exchange or issuer. */
    SERVICE("service"),
    /** The account has more movements than the limit for hubs. */
    HUB("hub"),
    /** Paid for a transaction, burnt base fees included. */
    FEE("fee"),
    /** Burnt, redeemed or destroyed by the issuer. */
    DESTROYED("destroyed"),
    /** Lost without an entry that explains it, as with tokens that rebase. */
    UNEXPLAINED("unexplained"),
    /** Exchanged for another asset. The sheet of that asset shows the received value. */
    CONVERTED("converted"),
    /** Left the chain, or the received value of the exchange was not found. */
    CROSSED("crossed"),
    /** Exchanged for value that was received before the payment. */
    CONVERSION_UNRESOLVED("conversion-unresolved"),
    /** Arrived in a deposit that is itself a seed; only that seed is followed further. */
    LATER_SEED("later-seed"),
    /** In the account at the end of a run of blocks. The next blocks are missing. */
    GAP("gap"),
    /** Below the dust limit of the specification. */
    DUST("dust"),
    /** Beyond a limit of the specification. */
    LIMIT("limit");

    private final String word;

    LedgerReason(String word) {
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
