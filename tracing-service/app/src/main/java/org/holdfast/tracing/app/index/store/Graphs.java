package org.holdfast.tracing.app.index.store;

import jakarta.annotation.PreDestroy;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.tracing.app.config.TracingSettings;
import org.holdfast.tracing.store.frame.IndexReplacement;
import org.holdfast.tracing.store.graph.MappedGraphStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The index of each chain of outputs, open as long as the service runs. */
@Component
public class Graphs {
    private static final Logger LOG = LoggerFactory.getLogger(Graphs.class);

    private final Path data;
    private final SortedMap<ChainId, MappedGraphStore> stores;

    public Graphs(TracingSettings settings) {
        data = settings.data();
        var opened = new TreeMap<ChainId, MappedGraphStore>();
        for (String chain : settings.chains()) {
            var id = new ChainId(chain);
            if (!Ledgers.hasAccounts(id)) {
                opened.put(id, open(id));
            }
        }
        stores = Collections.unmodifiableSortedMap(opened);
    }

    public Map<ChainId, MappedGraphStore> all() {
        return stores;
    }

    /** The index of a chain; throws {@link InputFaultException} where this service does not index it. */
    public MappedGraphStore of(ChainId chain) {
        MappedGraphStore store = stores.get(chain);
        if (store == null) {
            throw new InputFaultException(new InputFault(
                    "tracing.chain.unknown",
                    "a chain is not indexed here",
                    "chain",
                    "one of " + stores.keySet(),
                    InputFault.quote(chain.text()),
                    "choose one of those, or set holdfast.chains"));
        }
        return store;
    }

    /** Size of a chain's index on disk, in bytes. */
    public long bytes(ChainId chain) {
        return of(chain).bytes();
    }

    @PreDestroy
    public void close() {
        stores.values().forEach(MappedGraphStore::close);
    }

    /**
     * What a rebuilding that was cut off left beside the index is brought to its end first. An index of another format
     * is derived data: it is removed, and the feed begins at the start of the topic.
     */
    private MappedGraphStore open(ChainId chain) {
        IndexReplacement.settle(folder(chain)).forEach(LOG::warn);
        try {
            return MappedGraphStore.open(folder(chain), chain);
        } catch (InputFaultException e) {
            if (!MappedGraphStore.isOtherFormat(e.fault())) {
                throw e;
            }
            LOG.warn("the index of {} has another format and is built again from the topic", chain);
            MappedGraphStore.discard(folder(chain));
            return MappedGraphStore.open(folder(chain), chain);
        }
    }

    private Path folder(ChainId chain) {
        return data.resolve(chain.namePart());
    }
}
