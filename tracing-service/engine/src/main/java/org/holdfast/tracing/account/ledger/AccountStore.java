package org.holdfast.tracing.account.ledger;

import org.holdfast.primitives.AssetId;
import org.holdfast.tracing.index.IndexStore;

/** Stores the ledgers of one account chain. */
public interface AccountStore extends IndexStore<AccountBlock, AccountTotals> {
    @Override
    AccountSnapshot snapshot();

    /** Sums of one asset. */
    AssetTotals totals(AssetId asset);
}
