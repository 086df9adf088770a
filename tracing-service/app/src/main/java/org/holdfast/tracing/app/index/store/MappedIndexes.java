package org.holdfast.tracing.app.index.store;

import java.nio.file.Path;
import java.util.Map;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.chain.ChainProfile;
import org.holdfast.tracing.account.ledger.AccountStore;
import org.holdfast.tracing.app.index.FeedIndex;
import org.holdfast.tracing.app.index.IndexOpener;
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
    public static IndexCatalog<GraphStore> graphs(Path data) {
        return MappedGraphStore.catalog(data);
    }

    static Indexes open(TracingSettings settings) {
        var indexes = new Indexes(Map.of(), Map.of());
        IndexedChains.of(settings).forEach(chain -> open(settings, indexes, chain));
        return indexes;
    }

    private static FeedIndex<?> open(TracingSettings settings, Indexes indexes, ChainProfile profile) {
        ChainId chain = profile.chain();
        if (profile.hasAccounts()) {
            AccountStore ledgers = MappedAccountStore.catalog(settings.data()).open(chain, LOG::warn);
            indexes.add(chain, ledgers);
            return FeedIndex.of(ledgers);
        }
        GraphStore graph = graphs(settings.data()).open(chain, LOG::warn);
        indexes.add(chain, graph);
        return FeedIndex.of(graph);
    }
}
