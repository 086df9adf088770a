package org.holdfast.chain.evm.network;

/** Whose contract code a token follows, and with it which of its events move value. */
public enum IssuerFamily {
    /** Issue, redeem and destroy emit no {@code Transfer}. */
    TETHER,
    /** Freezes only; mints and burns are transfers from and to the zero address. */
    CIRCLE,
    /** Freezes, and a wipe that says whom but not how much. */
    PAXOS
}
