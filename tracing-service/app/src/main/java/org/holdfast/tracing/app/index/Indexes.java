package org.holdfast.tracing.app.index;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.tracing.account.ledger.AccountStore;
import org.holdfast.tracing.index.IndexStore;
import org.holdfast.tracing.output.graph.GraphStore;

/** The open index of each chain: graphs of chains of outputs, ledgers of chains of accounts. */
public final class Indexes implements AutoCloseable {
    private final SortedMap<ChainId, GraphStore> graphs;
    private final SortedMap<ChainId, AccountStore> ledgers;

    /** Takes indexes that are open; they are closed with this. */
    public Indexes(Map<ChainId, GraphStore> graphs, Map<ChainId, AccountStore> ledgers) {
        this.graphs = new ConcurrentSkipListMap<>(graphs);
        this.ledgers = new ConcurrentSkipListMap<>(ledgers);
    }

    /** Takes the open graph of a chain that was not indexed before. */
    public void add(ChainId chain, GraphStore graph) {
        graphs.put(chain, graph);
    }

    /** Takes the open ledgers of a chain that was not indexed before. */
    public void add(ChainId chain, AccountStore chainLedgers) {
        ledgers.put(chain, chainLedgers);
    }

    /** The graphs of all chains of outputs. */
    public SortedMap<ChainId, GraphStore> graphs() {
        return Collections.unmodifiableSortedMap(graphs);
    }

    /** The ledgers of all chains of accounts. */
    public SortedMap<ChainId, AccountStore> ledgers() {
        return Collections.unmodifiableSortedMap(ledgers);
    }

    /** The graph of a chain. Throws {@link InputFaultException} where this service has none of it. */
    public GraphStore graph(ChainId chain) {
        return Optional.ofNullable(graphs.get(chain)).orElseThrow(() -> unknown(chain, graphs.keySet()));
    }

    /** The ledgers of a chain, if it is a chain of accounts that is indexed here. */
    public Optional<AccountStore> ledgers(ChainId chain) {
        return Optional.ofNullable(ledgers.get(chain));
    }

    /** The index of a chain of any model. Throws {@link InputFaultException} where this service has none of it. */
    public IndexStore<?, ?> of(ChainId chain) {
        IndexStore<?, ?> graph = graphs.get(chain);
        IndexStore<?, ?> found = graph == null ? ledgers.get(chain) : graph;
        if (found == null) {
            var all = new TreeSet<>(graphs.keySet());
            all.addAll(ledgers.keySet());
            throw unknown(chain, all);
        }
        return found;
    }

    @Override
    public void close() {
        graphs.values().forEach(IndexStore::close);
        ledgers.values().forEach(IndexStore::close);
    }

    private static InputFaultException unknown(ChainId chain, Set<ChainId> known) {
        return new InputFaultException(new InputFault(
                "tracing.chain.unknown",
                "a chain is not indexed here",
                "chain",
                "one of " + known,
                InputFault.quote(chain.text()),
                "choose one of those, or import or follow the chain"));
    }
}
