package org.holdfast.tracing.output.trace;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.holdfast.tracing.output.graph.GraphIndex;
import org.holdfast.tracing.output.graph.TransactionCursor;
import org.holdfast.tracing.output.graph.TransactionView;
import org.holdfast.tracing.output.policy.Retention;
import org.jspecify.annotations.Nullable;

/**
 * Decides which outputs are retained: first by structure, then by heuristics. Counts the decisions of each heuristic.
 */
final class RetentionView implements Retention {
    private static final int FIRST_ROOM = 16;

    private final ChangeLinks links;
    private final TransactionCursor sources;
    private final SortedMap<String, Long> decided = new TreeMap<>();
    private long sameScript;
    private final BitSet retained = new BitSet();
    /** The address mark of each input; 0 without a known address. */
    private long[] marks = new long[FIRST_ROOM];

    /** The marks other than 0 in ascending order. */
    private long[] ascendingMarks = new long[FIRST_ROOM];

    private long[] expected = new long[FIRST_ROOM];

    RetentionView(GraphIndex graph, ChangeLinks links) {
        this.links = links;
        this.sources = graph.cursor();
    }

    @Override
    public BitSet retained(TransactionView transaction) {
        retained.clear();
        if (transaction.position() == GraphIndex.ABSENT) {
            // An artificial transaction of fees retains nothing.
            return retained;
        }
        int payers = payers(transaction);
        for (int j = 0; j < transaction.outputCount(); j++) {
            if (isPayer(transaction, j, payers)) {
                retained.set(j);
                sameScript++;
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

    /** Collects the address marks of all known inputs and returns their number. */
    private int payers(TransactionView transaction) {
        int count = transaction.inputCount();
        if (expected.length < count) {
            expected = new long[2 * count];
            marks = new long[2 * count];
            ascendingMarks = new long[2 * count];
        }
        int here = 0;
        for (int i = 0; i < count; i++) {
            long source = transaction.inputSource(i);
            if (source != GraphIndex.ABSENT) {
                expected[here++] = source;
            }
        }
        sources.expect(expected, here);
        int found = 0;
        for (int i = 0; i < count; i++) {
            long source = transaction.inputSource(i);
            marks[i] = 0;
            if (source != GraphIndex.ABSENT) {
                sources.moveTo(source);
                long mark = sources.outputAddressMark(transaction.inputSourceOutput(i));
                marks[i] = mark;
                ascendingMarks[found] = mark;
                found += mark == 0 ? 0 : 1;
            }
        }
        Arrays.sort(ascendingMarks, 0, found);
        return found;
    }

    private boolean isPayer(TransactionView transaction, int output, int payers) {
        long mark = transaction.outputAddressMark(output);
        if (mark == 0 || Arrays.binarySearch(ascendingMarks, 0, payers, mark) < 0) {
            return false;
        }
        // Different addresses can share a mark, so the text decides.
        @Nullable String address = transaction.outputAddress(output);
        for (int i = 0; address != null && i < transaction.inputCount(); i++) {
            if (marks[i] == mark) {
                sources.moveTo(transaction.inputSource(i));
                if (address.equals(sources.outputAddress(transaction.inputSourceOutput(i)))) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The number of retained outputs by heuristic. */
    SortedMap<String, Long> decided() {
        var all = new TreeMap<>(decided);
        if (sameScript > 0) {
            all.merge(ChangeLinks.Heuristic.SAME_SCRIPT.toString(), sameScript, Long::sum);
        }
        return Collections.unmodifiableSortedMap(all);
    }
}
