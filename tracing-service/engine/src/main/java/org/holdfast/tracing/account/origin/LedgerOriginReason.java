package org.holdfast.tracing.account.origin;

/** The reason of an origin over accounts. The word is its stable form. */
public enum LedgerOriginReason {
    /** Issued, rewarded, or withdrawn from the beacon chain. */
    MINTED("minted"),
    /** Held before the first indexed block. */
    OPENING("opening"),
    /** Unexplained: a rebase, or a payment of more than the known balance. */
    UNEXPLAINED("unexplained"),
    /** A fee, and fees are not followed. */
    FEE("fee"),
    /** Received in exchange for another asset. */
    CONVERTED("converted"),
    /** A source of the specification. */
    SOURCE("source"),
    /** Paid from an address that a label gives to an exchange or issuer. */
    SERVICE("service"),
    /** Paid from an account with more movements than the limit for hubs. */
    HUB("hub"),
    /** In the account at the start of a run of blocks. The earlier blocks are missing. */
    GAP("gap"),
    /** Below the dust limit of the specification. */
    DUST("dust"),
    /** Beyond a limit of the specification. */
    LIMIT("limit");

    private final String word;

    LedgerOriginReason(String word) {
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
