package org.holdfast.tracing.account.origin;

/** Why a trace against the direction of payment stopped on accounts. The word is its stable form. */
public enum LedgerOriginReason {
    /** Issued, rewarded or withdrawn into being. */
    MINTED("minted"),
    /** Held before the first block that is here. */
    OPENING("opening"),
    /** Entered without an entry that explains it: a rebase, or a payment of more than was known. */
    UNEXPLAINED("unexplained"),
    /** Paid for a transaction, and fees are not followed. */
    FEE("fee"),
    /** Received in exchange for another asset. */
    CONVERTED("converted"),
    /** A deposit that the specification names as a source. */
    SOURCE("source"),
    /** Paid from an address that a label gives to an exchange or issuer. */
    SERVICE("service"),
    /** Paid from an account with more movements than the limit for hubs. */
    HUB("hub"),
    /** In the account where a run of blocks begins; what happened before it is unknown. */
    GAP("gap"),
    /** Below the dust limit of the specification. */
    DUST("dust"),
    /** Behind a limit of the specification, or beyond the bound of exact shares. */
    LIMIT("limit");

    private final String word;

    LedgerOriginReason(String word) {
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
