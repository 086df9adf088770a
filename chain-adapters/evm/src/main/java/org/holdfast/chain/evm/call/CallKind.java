package org.holdfast.chain.evm.call;

/** How a frame came to be. */
public enum CallKind {
    CALL,
    /** Foreign code on the caller's own account: its value goes from the caller to the caller. */
    CALLCODE,
    /** Foreign code in the caller's own context: the value that nodes state is the caller's, told again. */
    DELEGATECALL,
    STATICCALL,
    CREATE,
    CREATE2,
    SELFDESTRUCT;

    /** Whether a frame of this kind moves its value from one account to another. */
    public boolean movesValue() {
        return this == CALL || this == CREATE || this == CREATE2 || this == SELFDESTRUCT;
    }

    public boolean creates() {
        return this == CREATE || this == CREATE2;
    }
}
