package org.holdfast.tracing.app.index.store;

import java.nio.file.Path;
import java.util.TreeMap;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.chain.Chains;
import org.holdfast.tracing.account.ledger.AccountStore;
import org.holdfast.tracing.app.config.TracingSettings;
import org.holdfast.tracing.app.index.Indexes;
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

    /** The graphs below a folder. */
    public static IndexCatalog<GraphStore> graphs(Path data) {
        return MappedGraphStore.catalog(data);
    }

    static Indexes open(TracingSettings settings) {
        var graphs = graphs(settings.data());
        var ledgers = MappedAccountStore.catalog(settings.data());
        var openGraphs = new TreeMap<ChainId, GraphStore>();
        var openLedgers = new TreeMap<ChainId, AccountStore>();
        for (String text : settings.chains()) {
            var chain = new ChainId(text);
            if (Chains.profile(chain).hasAccounts()) {
                openLedgers.put(chain, ledgers.open(chain, LOG::warn));
            } else {
                openGraphs.put(chain, graphs.open(chain, LOG::warn));
            }
        }
        return new Indexes(openGraphs, openLedgers);
    }
}
