package org.holdfast.tracing.store.graph;

import java.nio.file.Path;
import java.util.List;
import org.holdfast.primitives.ChainId;
import org.holdfast.tracing.output.graph.BlockContent;
import org.holdfast.tracing.output.graph.RandomChain;
import org.holdfast.tracing.store.frame.catalog.CatalogContract;
import org.holdfast.tracing.store.frame.catalog.MappedCatalog;
import org.holdfast.tracing.store.journal.JournalGraphStore;

class MappedGraphCatalogTest extends CatalogContract<BlockContent, MappedGraphStore> {
    @Override
    protected MappedCatalog<MappedGraphStore> catalog(Path data) {
        return MappedGraphStore.catalog(data);
    }

    @Override
    protected ChainId chain() {
        return ChainId.BITCOIN_REGTEST;
    }

    @Override
    protected List<BlockContent> blocks() {
        return RandomChain.blocks(4, 12, 5);
    }

    @Override
    protected void earlierFormat(Path folder) {
        JournalGraphStore.open(folder, chain()).close();
    }
}
