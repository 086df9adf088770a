package org.holdfast.tracing.app.index.store;

import jakarta.annotation.PreDestroy;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.tracing.app.config.TracingSettings;
import org.holdfast.tracing.store.ledger.MappedAccountStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The ledgers of each chain of accounts, open as long as the service runs. */
@Component
public class Ledgers {
    private static final Logger LOG = LoggerFactory.getLogger(Ledgers.class);
    /** CAIP-2 namespace of EVM chains. */
    private static final String ACCOUNTS = "eip155:";

    private final SortedMap<ChainId, MappedAccountStore> stores;

    public Ledgers(TracingSettings settings) {
        var opened = new TreeMap<ChainId, MappedAccountStore>();
        for (String chain : settings.chains()) {
            var id = new ChainId(chain);
            if (hasAccounts(id)) {
                opened.put(id, open(settings.data().resolve(id.namePart()), id));
            }
        }
        stores = Collections.unmodifiableSortedMap(opened);
    }

    /** Ledgers of another format are derived data: they are removed, and the feed begins at the start of the topic. */
    private static MappedAccountStore open(Path folder, ChainId chain) {
        try {
            return MappedAccountStore.open(folder, chain);
        } catch (InputFaultException e) {
            if (!MappedAccountStore.isOtherFormat(e.fault())) {
                throw e;
            }
            LOG.warn("the ledgers of {} have another format and are built again from the topic", chain);
            MappedAccountStore.discard(folder);
            return MappedAccountStore.open(folder, chain);
        }
    }

    /** Whether a chain keeps value in accounts, and not in outputs. */
    public static boolean hasAccounts(ChainId chain) {
        return chain.text().startsWith(ACCOUNTS);
    }

    public Map<ChainId, MappedAccountStore> all() {
        return stores;
    }

    /** The ledgers of a chain, if it is one of accounts that is indexed here. */
    public Optional<MappedAccountStore> of(ChainId chain) {
        return Optional.ofNullable(stores.get(chain));
    }

    @PreDestroy
    public void close() {
        stores.values().forEach(MappedAccountStore::close);
    }
}
