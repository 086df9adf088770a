package org.holdfast.tracing.policy;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.holdfast.tracing.graph.TransactionView;
import org.jspecify.annotations.Nullable;

/**
 * How traced value passes through one transaction. A pure function; what an output carries has the type {@code C}.
 *
 * @param <C> the traced part of one output, never empty
 */
public sealed interface Doctrine<C>
        permits Fifo, Lifo, ExactProRata, GridProRata, DirtyFirst, LowestBalance, HighestOut, Poison {
    /** What a whole output carries that is seed number {@code seed}; {@code value} is positive. */
    C ofSeed(int seed, long value);

    /**
     * Moves what arrives at a transaction's inputs to its outputs and its fee. Empty where the doctrine's arithmetic
     * reaches its named bound.
     *
     * @param arrivals in ascending input order, at most one per input
     */
    Optional<Passage<C>> pass(TransactionView transaction, List<Arrival<C>> arrivals);

    /** The traced value, base units. */
    Fraction total(C carried);

    /** The traced value by seed number; sums to the total. Empty where the doctrine does not tell seeds apart. */
    SortedMap<Integer, Fraction> bySeed(C carried);

    /** How amounts are computed, in words for the result. */
    String arithmetic();

    /** Traced value that arrives at one input. */
    record Arrival<C>(int input, C carried) {}

    /** Traced value that stands at one output. */
    record Placed<C>(int output, C carried) {}

    /**
     * Where the arrived value went: every arrival is wholly in {@code placed}, {@code fee} or {@code unplaced}.
     *
     * @param placed in ascending output order
     * @param fee the traced part of the fee, the virtual last output; null where none
     * @param unplaced arrivals that cannot be placed, because the value of an input is unknown
     * @param joinedClean value of known inputs that carried nothing and are traced from here on (poison only)
     * @param joinedUnknown outputs less known inputs where an input value is unknown (poison only); may be negative,
     *     since the fee is in it
     */
    record Passage<C>(
            List<Placed<C>> placed, @Nullable C fee, List<Arrival<C>> unplaced, long joinedClean, long joinedUnknown) {
        public Passage {
            placed = List.copyOf(placed);
            unplaced = List.copyOf(unplaced);
        }

        static <C> Passage<C> conserving(List<Placed<C>> placed, @Nullable C fee, List<Arrival<C>> unplaced) {
            return new Passage<>(placed, fee, unplaced, 0, 0);
        }
    }
}
