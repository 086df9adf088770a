package org.holdfast.tracing.app.store;

import jakarta.annotation.PreDestroy;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.holdfast.primitives.ChainId;
import org.holdfast.tracing.app.config.TracingSettings;
import org.holdfast.tracing.store.JournalAccountStore;
import org.springframework.stereotype.Component;

/** The ledgers of each chain of accounts, open as long as the service runs. */
@Component
public class Ledgers {
    /** CAIP-2 namespace of EVM chains. */
    private static final String ACCOUNTS = "eip155:";

    private final SortedMap<ChainId, JournalAccountStore> stores;

    Ledgers(TracingSettings settings) {
        var opened = new TreeMap<ChainId, JournalAccountStore>();
        for (String chain : settings.chains()) {
            var id = new ChainId(chain);
            if (hasAccounts(id)) {
                opened.put(id, JournalAccountStore.open(settings.data().resolve(id.namePart()), id));
            }
        }
        stores = Collections.unmodifiableSortedMap(opened);
    }

    /** Whether a chain keeps value in accounts, and not in outputs. */
    static boolean hasAccounts(ChainId chain) {
        return chain.text().startsWith(ACCOUNTS);
    }

    public Map<ChainId, JournalAccountStore> all() {
        return stores;
    }

    /** The ledgers of a chain, if it is one of accounts that is indexed here. */
    public Optional<JournalAccountStore> of(ChainId chain) {
        return Optional.ofNullable(stores.get(chain));
    }

    @PreDestroy
    void close() {
        stores.values().forEach(JournalAccountStore::close);
    }
}
