package org.holdfast.tracing.account.ledger;

/** What a ledger entry is. The word is its stable form. */
public enum EntryKind {
    /** Value goes from one account to another: a payment, an internal call, a token transfer. */
    TRANSFER("transfer"),
    /** Paid for a transaction, also for one that failed; without a receiver where the fee is burnt (EIP-1559). */
    FEE("fee"),
    /** Value leaves the ledger: burnt, redeemed, destroyed by the issuer, wiped. */
    BURN("burn"),
    /** Value enters the ledger: issued, rewarded, withdrawn from the beacon chain. */
    MINT("mint"),
    /** What an account held before the first block that is here, as the node said. */
    OPENING("opening"),
    /** A balance differs from the sum of its entries, as with tokens that rebase: one side only, never hidden. */
    UNEXPLAINED("unexplained");

    private final String word;

    EntryKind(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }

    /** Whether an entry of this kind may have these sides. */
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
