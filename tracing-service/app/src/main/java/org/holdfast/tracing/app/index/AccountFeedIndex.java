package org.holdfast.tracing.app.index;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.holdfast.primitives.BlockRef;
import org.holdfast.records.chain.v1.BlockOpened;
import org.holdfast.records.chain.v1.BlockPlace;
import org.holdfast.records.chain.v1.BlockSealed;
import org.holdfast.records.chain.v1.ChainRecord;
import org.holdfast.tracing.account.ledger.AccountBlock;
import org.holdfast.tracing.account.ledger.AccountStore;
import org.holdfast.tracing.block.Segment;
import org.jspecify.annotations.Nullable;

/** The ledgers of a chain of accounts. */
public final class AccountFeedIndex implements FeedIndex {
    private final AccountStore store;
    private final AccountAssembly assembly = new AccountAssembly();
    private @Nullable AccountBlock sealed;

    public AccountFeedIndex(AccountStore store) {
        this.store = store;
    }

    @Override
    public long feedOffset() {
        return store.feedOffset();
    }

    @Override
    public List<Segment> segments() {
        try (var snapshot = store.snapshot()) {
            return snapshot.segments();
        }
    }

    @Override
    public Optional<BlockRef> block(long height) {
        try (var snapshot = store.snapshot()) {
            return snapshot.block(height);
        }
    }

    @Override
    public void open(BlockOpened record) {
        assembly.open(record);
    }

    @Override
    public void add(ChainRecord batch) {
        if (!batch.hasAccountTransactions()) {
            throw BlockAssembly.otherModel("transactions of accounts", "transactions with inputs and outputs");
        }
        assembly.add(batch.getAccountTransactions());
    }

    @Override
    public BlockRef seal(BlockSealed record) {
        AccountBlock block = assembly.seal(record);
        sealed = block;
        return block.block();
    }

    @Override
    public void append(long next) {
        store.append(Objects.requireNonNull(sealed), next);
        sealed = null;
    }

    @Override
    public void passOver() {
        sealed = null;
    }

    @Override
    public void requireNoneOpen(BlockPlace place) {
        assembly.requireNoneOpen(place);
    }

    @Override
    public void retract(BlockRef block, long next) {
        store.retract(block, next);
    }
}
