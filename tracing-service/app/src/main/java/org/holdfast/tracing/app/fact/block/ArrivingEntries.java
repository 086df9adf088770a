package org.holdfast.tracing.app.fact.block;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.Outpoint;
import org.holdfast.primitives.TxId;
import org.holdfast.tracing.account.ledger.AccountBlock;
import org.holdfast.tracing.account.ledger.AccountKey;
import org.holdfast.tracing.account.ledger.EntryKind;
import org.holdfast.tracing.app.fact.ArrivingBlock;

/** A block of ledger entries that comes to the active chain. A transaction without an entry is not seen. */
public record ArrivingEntries(AccountBlock content) implements ArrivingBlock {
    @Override
    public BlockRef block() {
        return content.block();
    }

    @Override
    public boolean contains(TxId id) {
        return content.entries().stream().anyMatch(entry -> entry.txId().equals(id));
    }

    @Override
    public Optional<TxId> spender(Outpoint output) {
        return Optional.empty();
    }

    @Override
    public List<BigInteger> paid(TxId id, AccountKey account) {
        return content.entries().stream()
                .filter(entry -> entry.txId().equals(id)
                        && entry.to().equals(account.address())
                        && entry.asset().equals(account.asset())
                        && entry.kind() != EntryKind.UNEXPLAINED
                        && entry.amount().signum() > 0)
                .map(AccountBlock.Entry::amount)
                .toList();
    }
}
