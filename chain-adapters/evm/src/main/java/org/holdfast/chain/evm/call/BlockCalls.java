package org.holdfast.chain.evm.call;

import java.math.BigInteger;
import java.util.List;
import org.holdfast.chain.evm.coding.EvmAddress;

/** The calls of a block's transactions, or the explicit statement that they are not to be had. */
public sealed interface BlockCalls {
    /**
     * Calls of every transaction.
     *
     * @param roots one frame for each transaction, in block order
     * @param rewards what the node states of block and uncle rewards; empty where it states none. They are checked
     *     against the schedule of the network, never booked unchecked.
     */
    record Traced(List<CallFrame> roots, List<StatedReward> rewards) implements BlockCalls {
        public Traced {
            roots = List.copyOf(roots);
            rewards = List.copyOf(rewards);
        }
    }

    /**
     * The node cannot trace and the operator accepted that: value moved inside transactions is missing from every
     * record made with this.
     */
    record NoInternalTransfers() implements BlockCalls {}

    /** A reward as {@code trace_block} states it, in wei. */
    record StatedReward(EvmAddress beneficiary, BigInteger value) {}
}
