package org.holdfast.chain.evm.extract;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.holdfast.chain.evm.block.EvmBlock;
import org.holdfast.chain.evm.block.EvmReceipt;
import org.holdfast.chain.evm.block.EvmTransaction;
import org.holdfast.chain.evm.call.BlockCalls;
import org.holdfast.chain.evm.call.CallFrame;
import org.holdfast.chain.evm.coding.EvmAddress;
import org.holdfast.chain.evm.event.TransactionView;
import org.holdfast.chain.evm.movement.BlockLedger;
import org.holdfast.chain.evm.movement.BlockLedger.Outcome;
import org.holdfast.chain.evm.movement.LedgerEntry;
import org.holdfast.chain.evm.network.EvmNetwork;
import org.holdfast.primitives.InputFaultException;

/**
 * From a block to every movement of value in it: native value, fees, internal value, tokens, issuers' acts, swaps and
 * bridges. A pure function of network, block and calls.
 */
public final class Extraction {
    private final EvmNetwork network;

    public Extraction(EvmNetwork network) {
        this.network = network;
    }

    /**
     * Extracts a block.
     *
     * @param block one that {@link EvmBlock#verified} let through
     * @param calls the calls of its transactions, or the statement that there are none to be had
     * @throws InputFaultException where receipts or calls are missing or contradict the block. Nothing is made up: a
     *     block that cannot be extracted whole is not extracted.
     */
    public BlockLedger of(EvmBlock block, BlockCalls calls) {
        List<BigInteger> gas = block.gasUsed();
        if (gas.size() != block.transactions().size()) {
            throw Mismatch.of(
                    "receipts of block " + block.header().number(),
                    block.transactions().size(),
                    gas.size());
        }
        List<CallFrame> roots = roots(block, calls);
        // Nearly all of the work of a block is finding its senders, and they do not depend on one another.
        List<EvmAddress> senders = block.transactions().parallelStream()
                .map(transaction -> transaction.signature().signer())
                .toList();
        var natively = new NativeValue(network, block.header());
        var outcomes = new ArrayList<Outcome>();
        var entries = new ArrayList<LedgerEntry>();
        int firstLog = 0;
        for (int i = 0; i < block.transactions().size(); i++) {
            EvmTransaction transaction = block.transactions().get(i);
            EvmReceipt receipt = block.receipts().get(i);
            CallFrame traced = roots.isEmpty() ? null : roots.get(i);
            Outcome outcome = Outcomes.of(transaction, senders.get(i), receipt, traced);
            outcomes.add(outcome);
            CallFrame root = traced == null ? Outcomes.outermost(transaction, outcome) : traced;
            List<LedgerEntry> own = natively.of(i, transaction, outcome, gas.get(i), root);
            var view = new TransactionView(
                    network,
                    block.header().number(),
                    i,
                    firstLog,
                    receipt.logs(),
                    outcome.succeeded() ? TransactionView.effective(root) : List.of());
            own.addAll(new LogEntries(view, List.copyOf(own)).all());
            own.sort(Comparator.comparing(LedgerEntry::position));
            entries.addAll(own);
            firstLog += receipt.logs().size();
        }
        List<LedgerEntry> ofBlock = new BlockValue(network).of(block);
        BlockValue.check(ofBlock, calls);
        entries.addAll(ofBlock);
        return new BlockLedger(block, calls instanceof BlockCalls.Traced, outcomes, entries);
    }

    private static List<CallFrame> roots(EvmBlock block, BlockCalls calls) {
        return switch (calls) {
            case BlockCalls.NoInternalTransfers none -> List.of();
            case BlockCalls.Traced traced -> {
                int expected = block.transactions().size();
                if (traced.roots().size() != expected) {
                    throw Mismatch.of(
                            "number of traces", expected, traced.roots().size());
                }
                yield traced.roots();
            }
        };
    }
}
