package org.holdfast.tracing.account.ledger;

/** The kind of a ledger entry. The word is its stable form. */
public enum EntryKind {
    /** Value goes from one account to another: a payment, an internal call, a token transfer. */
    TRANSFER("transfer"),
    /** The fee of a transaction, also of a failed one. A burnt fee (EIP-1559) has no receiver. */
    FEE("fee"),
    /** Value leaves the ledger: burnt, redeemed, destroyed by the issuer, wiped. */
    BURN("burn"),
    /** Value enters the ledger: issued, rewarded, withdrawn from the beacon chain. */
    MINT("mint"),
    /** The balance before the first indexed block, as reported by the node. */
    OPENING("opening"),
    /**
     * The difference between a balance and the sum of its entries, for example of a rebasing token. It has one side
     * only.
     */
    UNEXPLAINED("unexplained");

    private final String word;

    EntryKind(String word) {
        this.word = word;
    }

    /** The stable form of the kind. */
    public String word() {
        return word;
    }

    /** True if an entry of this kind can have these sides. */
    boolean fits(boolean payer, boolean receiver) {
        return switch (this) {
            case TRANSFER -> payer && receiver;
            case FEE -> payer;
            case BURN -> payer && !receiver;
            case MINT, OPENING -> !payer && receiver;
            case UNEXPLAINED -> payer != receiver;
        };
    }

    @Override
    public String toString() {
        return word;
    }
}
