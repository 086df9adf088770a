package org.holdfast.chain.evm.node;

import java.util.function.Function;
import org.holdfast.chain.evm.extract.Extraction;
import org.holdfast.chain.evm.ledger.BalanceCheck;
import org.holdfast.chain.evm.movement.BlockLedger;
import org.holdfast.chain.evm.network.EvmNetwork;
import org.holdfast.chain.evm.records.AccountRecords;
import org.holdfast.chain.spi.VerifiedBlock;

/** From a node's block to its records: everything that it moved, in order. Safe for use by several threads. */
public final class EvmBlockRecords implements Function<NodeBlock, VerifiedBlock> {
    private final Extraction extraction;
    private final BalanceCheck check;
    private final AccountRecords records;

    public EvmBlockRecords(EvmNetwork network) {
        this.extraction = new Extraction(network);
        this.check = new BalanceCheck(network);
        this.records = new AccountRecords(network);
    }

    /** Whether any block but the first begins a segment is for the follower to say. */
    @Override
    public VerifiedBlock apply(NodeBlock block) {
        boolean first = block.block().header().number() == 0;
        BlockLedger ledger = check.complete(extraction.of(block.block(), block.calls()), block.balances());
        return records.of(ledger, first);
    }
}
