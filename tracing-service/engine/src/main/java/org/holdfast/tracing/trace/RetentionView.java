package org.holdfast.tracing.trace;

import java.util.BitSet;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.holdfast.tracing.graph.GraphIndex;
import org.holdfast.tracing.graph.TransactionView;
import org.holdfast.tracing.policy.Retention;
import org.jspecify.annotations.Nullable;

/** Decides what is retained, structure first, and counts which heuristic decided how often. */
final class RetentionView implements Retention {
    private final GraphIndex graph;
    private final ChangeLinks links;
    private final SortedMap<String, Long> decided = new TreeMap<>();

    RetentionView(GraphIndex graph, ChangeLinks links) {
        this.graph = graph;
        this.links = links;
    }

    @Override
    public BitSet retained(TransactionView transaction) {
        Set<String> payers = payers(transaction);
        var retained = new BitSet();
        for (int j = 0; j < transaction.outputCount(); j++) {
            Optional<ChangeLinks.Heuristic> by = decides(transaction, j, payers);
            if (by.isPresent()) {
                retained.set(j);
                decided.merge(by.get().toString(), 1L, Long::sum);
            }
        }
        return retained;
    }

    private Optional<ChangeLinks.Heuristic> decides(TransactionView transaction, int output, Set<String> payers) {
        @Nullable String address = transaction.outputAddress(output);
        if (address != null && payers.contains(address)) {
            return Optional.of(ChangeLinks.Heuristic.SAME_SCRIPT);
        }
        return transaction.outputDestroys(output) ? Optional.empty() : links.retained(transaction.id(), output);
    }

    private Set<String> payers(TransactionView transaction) {
        int inputs = transaction.inputCount();
        long[] known = java.util.stream.IntStream.range(0, inputs)
                .mapToLong(transaction::inputSource)
                .filter(position -> position != GraphIndex.ABSENT)
                .toArray();
        List<TransactionView> sources = graph.load(known);
        var payers = new HashSet<String>();
        int at = 0;
        for (int i = 0; i < inputs; i++) {
            if (transaction.inputSource(i) != GraphIndex.ABSENT) {
                @Nullable String address = sources.get(at++).outputAddress(transaction.inputSourceOutput(i));
                if (address != null) {
                    payers.add(address);
                }
            }
        }
        return payers;
    }

    /** How many outputs each heuristic decided to be retained. */
    SortedMap<String, Long> decided() {
        return Collections.unmodifiableSortedMap(new TreeMap<>(decided));
    }
}
