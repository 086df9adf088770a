package org.holdfast.chain.evm.movement;

import java.util.List;
import org.holdfast.chain.evm.block.EvmBlock;
import org.holdfast.chain.evm.coding.EvmAddress;
import org.jspecify.annotations.Nullable;

/**
 * A block with everything that it moved.
 *
 * @param internalTransfers whether value moved inside transactions is among the entries; false only where the operator
 *     accepted a node that cannot trace, and then every record made from this says so
 * @param transactions one outcome for each transaction, in block order
 * @param entries in strictly ascending order of position
 */
public record BlockLedger(
        EvmBlock block, boolean internalTransfers, List<Outcome> transactions, List<LedgerEntry> entries) {
    public BlockLedger {
        transactions = List.copyOf(transactions);
        entries = List.copyOf(entries);
    }

    /**
     * How a transaction ended.
     *
     * @param sender recovered from the signature
     * @param created the contract that the transaction created or tried to create; null where it called one
     */
    public record Outcome(EvmAddress sender, @Nullable EvmAddress created, boolean succeeded) {}
}
