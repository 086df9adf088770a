package org.holdfast.tracing.trace;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.holdfast.tracing.graph.GraphIndex;
import org.holdfast.tracing.graph.TransactionCursor;
import org.holdfast.tracing.graph.TransactionView;
import org.holdfast.tracing.policy.Retention;
import org.jspecify.annotations.Nullable;

/** Decides what is retained, structure first, and counts which heuristic decided how often. One per walk. */
final class RetentionView implements Retention {
    private static final int FIRST_ROOM = 16;

    private final ChangeLinks links;
    private final TransactionCursor sources;
    private final SortedMap<String, Long> decided = new TreeMap<>();
    private final long[] sameScript = new long[1];
    private final BitSet retained = new BitSet();
    /** Marks of the addresses of the inputs, ascending; then the positions of the inputs' transactions. */
    private final long[][] inputs = {new long[FIRST_ROOM], new long[FIRST_ROOM]};

    RetentionView(GraphIndex graph, ChangeLinks links) {
        this.links = links;
        this.sources = graph.cursor();
    }

    @Override
    public BitSet retained(TransactionView transaction) {
        int payers = payers(transaction);
        retained.clear();
        for (int j = 0; j < transaction.outputCount(); j++) {
            if (isPayer(transaction, j, payers)) {
                retained.set(j);
                sameScript[0]++;
            } else if (!links.equals(ChangeLinks.NONE) && !transaction.outputDestroys(j)) {
                Optional<ChangeLinks.Heuristic> by = links.retained(transaction.id(), j);
                if (by.isPresent()) {
                    retained.set(j);
                    decided.merge(by.get().toString(), 1L, Long::sum);
                }
            }
        }
        return retained;
    }

    /** Collects the marks of the addresses of all known inputs; returns how many there are. */
    private int payers(TransactionView transaction) {
        int count = transaction.inputCount();
        if (inputs[0].length < count) {
            inputs[0] = new long[2 * count];
            inputs[1] = new long[2 * count];
        }
        for (int i = 0; i < count; i++) {
            inputs[1][i] = transaction.inputSource(i);
        }
        sources.expect(inputs[1], known(count));
        int marks = 0;
        for (int i = 0; i < count; i++) {
            long source = transaction.inputSource(i);
            if (source != GraphIndex.ABSENT) {
                sources.moveTo(source);
                long mark = sources.outputAddressMark(transaction.inputSourceOutput(i));
                inputs[0][marks] = mark;
                marks += mark == 0 ? 0 : 1;
            }
        }
        Arrays.sort(inputs[0], 0, marks);
        return marks;
    }

    /** Moves the positions that are here to the front; returns how many they are. */
    private int known(int count) {
        int known = 0;
        for (int i = 0; i < count; i++) {
            if (inputs[1][i] != GraphIndex.ABSENT) {
                inputs[1][known++] = inputs[1][i];
            }
        }
        return known;
    }

    private boolean isPayer(TransactionView transaction, int output, int payers) {
        long mark = transaction.outputAddressMark(output);
        if (mark == 0 || Arrays.binarySearch(inputs[0], 0, payers, mark) < 0) {
            return false;
        }
        // Marks of unlike addresses may be the same, so the addresses themselves decide.
        @Nullable String address = transaction.outputAddress(output);
        for (int i = 0; address != null && i < transaction.inputCount(); i++) {
            long source = transaction.inputSource(i);
            if (source != GraphIndex.ABSENT) {
                sources.moveTo(source);
                int spent = transaction.inputSourceOutput(i);
                if (sources.outputAddressMark(spent) == mark && address.equals(sources.outputAddress(spent))) {
                    return true;
                }
            }
        }
        return false;
    }

    /** How many outputs each heuristic decided to be retained. */
    SortedMap<String, Long> decided() {
        var all = new TreeMap<>(decided);
        if (sameScript[0] > 0) {
            all.merge(ChangeLinks.Heuristic.SAME_SCRIPT.toString(), sameScript[0], Long::sum);
        }
        return Collections.unmodifiableSortedMap(all);
    }
}
