package org.holdfast.chain.evm.movement;

/**
 * When within a transaction an entry takes effect. Within one asset the order is exact: native value moves by calls
 * only, tokens by logs only. Between calls and logs of one transaction a node states no order, so calls stand first.
 */
public enum Phase {
    /** Base fee and blob fee: gone before the first step runs. */
    BURN,
    /** The transaction's own value and all value moved by its calls; the path is the trace address. */
    CALL,
    /** The path begins with the log's number in the block. */
    LOG,
    /** The sender pays for gas when all has run, from what was set aside before. */
    FEE,
    /** Value left in contracts that ended in this transaction is gone. */
    END,
    /** After the last transaction: rewards, then withdrawals. */
    BLOCK
}
