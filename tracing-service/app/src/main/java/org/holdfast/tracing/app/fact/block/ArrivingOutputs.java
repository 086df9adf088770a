package org.holdfast.tracing.app.fact.block;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.Outpoint;
import org.holdfast.primitives.TxId;
import org.holdfast.tracing.account.ledger.AccountKey;
import org.holdfast.tracing.app.fact.ArrivingBlock;
import org.holdfast.tracing.output.graph.BlockContent;

/** A block of outputs that comes to the active chain. Its transactions are sorted when the first is asked for. */
public final class ArrivingOutputs implements ArrivingBlock {
    private final BlockContent content;
    private final Map<Outpoint, TxId> spenders = new HashMap<>();
    private final Set<TxId> transactions = new HashSet<>();

    public ArrivingOutputs(BlockContent content) {
        this.content = content;
    }

    @Override
    public BlockRef block() {
        return content.block();
    }

    @Override
    public boolean contains(TxId id) {
        sort();
        return transactions.contains(id);
    }

    @Override
    public Optional<TxId> spender(Outpoint output) {
        sort();
        return Optional.ofNullable(spenders.get(output));
    }

    private void sort() {
        if (transactions.isEmpty()) {
            for (BlockContent.Transaction transaction : content.transactions()) {
                transactions.add(transaction.id());
                transaction.inputs().forEach(output -> spenders.put(output, transaction.id()));
            }
        }
    }

    @Override
    public List<BigInteger> paid(TxId id, AccountKey account) {
        return List.of();
    }
}
