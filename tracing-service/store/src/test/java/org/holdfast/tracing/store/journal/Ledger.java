package org.holdfast.tracing.store.journal;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.holdfast.primitives.TxId;
import org.holdfast.tracing.account.ledger.AccountKey;
import org.holdfast.tracing.account.ledger.ConversionLink;
import org.holdfast.tracing.account.ledger.Direction;
import org.holdfast.tracing.account.ledger.EntryKind;
import org.jspecify.annotations.Nullable;

/**
 * The movements of one account in segments, so that a long ledger is never copied. One thread writes; readers see the
 * movements before the end of their snapshot. Positions grow, so that end is found by halving.
 */
final class Ledger {
    private static final int SEGMENT_SHIFT = 8;
    private static final int SEGMENT = 1 << SEGMENT_SHIFT;

    /** One side of an entry. */
    record Movement(
            long position,
            long height,
            int txIndex,
            TxId txId,
            EntryKind kind,
            Direction direction,
            BigInteger amount,
            BigInteger balanceAfter,
            long counterparty,
            @Nullable ConversionLink conversion) {}

    private final AccountKey key;
    /** Replaced as a whole when a segment is added. */
    private volatile Movement[][] segments = {};
    /** Written after the movement that it counts. */
    private volatile int size;

    Ledger(AccountKey key) {
        this.key = key;
    }

    AccountKey key() {
        return key;
    }

    int size() {
        return size;
    }

    Movement get(int index) {
        return segments[index >>> SEGMENT_SHIFT][index & SEGMENT - 1];
    }

    BigInteger balance() {
        return balanceAfter(size);
    }

    /** The balance after the given number of movements. */
    BigInteger balanceAfter(int count) {
        return count == 0 ? BigInteger.ZERO : get(count - 1).balanceAfter();
    }

    void add(Movement movement) {
        int at = size;
        if (at >>> SEGMENT_SHIFT == segments.length) {
            Movement[][] more = java.util.Arrays.copyOf(segments, segments.length + 1);
            // Most accounts have a few movements: the first segment grows.
            more[segments.length] = new Movement[at == 0 ? 2 : SEGMENT];
            segments = more;
        }
        Movement[] last = segments[at >>> SEGMENT_SHIFT];
        int within = at & SEGMENT - 1;
        if (within == last.length) {
            Movement[][] same = segments.clone();
            same[at >>> SEGMENT_SHIFT] = java.util.Arrays.copyOf(last, Math.min(SEGMENT, 2 * last.length));
            segments = same;
            last = same[at >>> SEGMENT_SHIFT];
        }
        last[within] = movement;
        size = at + 1;
    }

    /** Takes away the movements at or behind a position, and returns them. */
    List<Movement> cut(long position) {
        int keep = countBefore(position);
        var taken = new ArrayList<Movement>();
        for (int i = keep; i < size; i++) {
            taken.add(get(i));
        }
        size = keep;
        return taken;
    }

    /** How many movements stand before a position. */
    int countBefore(long position) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (get(middle).position() < position) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
