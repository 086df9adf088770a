package org.holdfast.tracing.store.ledger;

import java.nio.file.Path;
import java.util.List;
import org.holdfast.primitives.ChainId;
import org.holdfast.tracing.account.ledger.AccountBlock;
import org.holdfast.tracing.account.ledger.RandomLedger;
import org.holdfast.tracing.store.frame.catalog.CatalogContract;
import org.holdfast.tracing.store.frame.catalog.MappedCatalog;
import org.holdfast.tracing.store.journal.JournalAccountStore;

class MappedAccountCatalogTest extends CatalogContract<AccountBlock, MappedAccountStore> {
    @Override
    protected MappedCatalog<MappedAccountStore> catalog(Path data) {
        return MappedAccountStore.catalog(data);
    }

    @Override
    protected ChainId chain() {
        return RandomLedger.CHAIN;
    }

    @Override
    protected List<AccountBlock> blocks() {
        return RandomLedger.blocks(4, new RandomLedger.Shape(12, 8, 12, 1_000, true, true));
    }

    @Override
    protected void earlierFormat(Path folder) {
        JournalAccountStore.open(folder, chain()).close();
    }
}
