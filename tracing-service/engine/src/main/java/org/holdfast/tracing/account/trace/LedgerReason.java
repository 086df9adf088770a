package org.holdfast.tracing.account.trace;

/** Why a trace over ledgers stopped following a part of the value. The word is the name of the bucket. */
public enum LedgerReason {
    /** Still in the account at the end of what is indexed. */
    HELD("held"),
    /** The account's address is given to an exchange or issuer by a label. */
    SERVICE("service"),
    /** The account has more movements than the limit for hubs. */
    HUB("hub"),
    /** Paid for a transaction, burnt base fees included. */
    FEE("fee"),
    /** Burnt, redeemed or destroyed by the issuer. */
    DESTROYED("destroyed"),
    /** Lost without an entry that explains it, as with tokens that rebase. */
    UNEXPLAINED("unexplained"),
    /** Exchanged for another asset; the other asset's sheet shows what came in for it. */
    CONVERTED("converted"),
    /** Left the chain, or exchanged for something that was not found. */
    CROSSED("crossed"),
    /** Exchanged for something that had been received before it was paid for. */
    CONVERSION_UNRESOLVED("conversion-unresolved"),
    /** Arrived in a deposit that is a seed itself; from there on only that seed is followed. */
    LATER_SEED("later-seed"),
    /** In the account where a run of blocks ends; what happened behind it is unknown. */
    GAP("gap"),
    /** Below the dust limit of the specification. */
    DUST("dust"),
    /** Behind a limit of the specification. */
    LIMIT("limit");

    private final String word;

    LedgerReason(String word) {
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
