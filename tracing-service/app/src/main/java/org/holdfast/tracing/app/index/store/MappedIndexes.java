package org.holdfast.tracing.app.index.store;

import java.nio.file.Path;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.chain.ChainProfile;
import org.holdfast.tracing.app.index.FeedIndex;
import org.holdfast.tracing.app.index.IndexOpener;
import org.holdfast.tracing.app.index.IndexRenewal;
import org.holdfast.tracing.app.index.Indexes;
import org.holdfast.tracing.app.settings.TracingSettings;
import org.holdfast.tracing.index.IndexCatalog;
import org.holdfast.tracing.output.graph.GraphStore;
import org.holdfast.tracing.store.graph.MappedGraphStore;
import org.holdfast.tracing.store.ledger.MappedAccountStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Opens the index of each chain in mapped files. */
@Configuration(proxyBeanMethods = false)
public class MappedIndexes {
    private static final Logger LOG = LoggerFactory.getLogger(MappedIndexes.class);

    @Bean
    Indexes indexes(TracingSettings settings) {
        return open(settings);
    }

    @Bean
    IndexOpener opener(TracingSettings settings, Indexes indexes) {
        return chain -> open(settings, indexes, chain);
    }

    /** The graphs below a folder. */
    public static IndexCatalog<? extends GraphStore> graphs(Path data) {
        return MappedGraphStore.catalog(data);
    }

    static Indexes open(TracingSettings settings) {
        var indexes = new Indexes();
        IndexedChains.of(settings).forEach(chain -> open(settings, indexes, chain));
        return indexes;
    }

    private static FeedIndex<?> open(TracingSettings settings, Indexes indexes, ChainProfile profile) {
        ChainId chain = profile.chain();
        if (profile.hasAccounts()) {
            var catalog = MappedAccountStore.catalog(settings.data());
            MappedAccountStore ledgers = catalog.open(chain, LOG::warn);
            return indexes.add(chain, ledgers, IndexRenewal.of(catalog, chain, ledgers));
        }
        var catalog = MappedGraphStore.catalog(settings.data());
        MappedGraphStore graph = catalog.open(chain, LOG::warn);
        return indexes.add(chain, graph, IndexRenewal.of(catalog, chain, graph));
    }
}
