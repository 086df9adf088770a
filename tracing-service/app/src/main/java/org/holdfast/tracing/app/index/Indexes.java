package org.holdfast.tracing.app.index;

import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.tracing.account.ledger.AccountBlock;
import org.holdfast.tracing.account.ledger.AccountStore;
import org.holdfast.tracing.index.IndexStore;
import org.holdfast.tracing.output.graph.BlockContent;
import org.holdfast.tracing.output.graph.GraphStore;

/** The open index of each chain: graphs of chains of outputs, ledgers of chains of accounts. */
public final class Indexes implements AutoCloseable {
    private final SortedMap<ChainId, GraphStore> graphs = new ConcurrentSkipListMap<>();
    private final SortedMap<ChainId, AccountStore> ledgers = new ConcurrentSkipListMap<>();
    private final SortedMap<ChainId, FeedIndex<?>> feeds = new ConcurrentSkipListMap<>();

    /** Takes the open graph of a chain, which is closed with this, and returns it for the feed of the chain. */
    public FeedIndex<?> add(ChainId chain, GraphStore graph, IndexRenewal<BlockContent> renewal) {
        graphs.put(chain, graph);
        return feed(chain, FeedIndex.of(graph, renewal));
    }

    /** The same of the ledgers of a chain. */
    public FeedIndex<?> add(ChainId chain, AccountStore chainLedgers, IndexRenewal<AccountBlock> renewal) {
        ledgers.put(chain, chainLedgers);
        return feed(chain, FeedIndex.of(chainLedgers, renewal));
    }

    private FeedIndex<?> feed(ChainId chain, FeedIndex<?> index) {
        feeds.put(chain, index);
        return index;
    }

    /** The indexes of all chains as their feeds write them. */
    public SortedMap<ChainId, FeedIndex<?>> feeds() {
        return Collections.unmodifiableSortedMap(feeds);
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
        feeds.values().forEach(feed -> feed.renewal().close());
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
