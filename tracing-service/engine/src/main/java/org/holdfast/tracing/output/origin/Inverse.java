package org.holdfast.tracing.output.origin;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.holdfast.tracing.exact.Fraction;
import org.holdfast.tracing.output.graph.TransactionView;

/**
 * A policy against the direction of payment.
 *
 * @param <C> what is asked of one output, never empty
 */
sealed interface Inverse<C> permits IntervalInverse, ShareInverse {
    C ofTarget(int target, long value);

    /** Empty where exact arithmetic reaches its bound. */
    Optional<Sourcing<C>> back(TransactionView transaction, List<Ask<C>> asks);

    SortedMap<Integer, Fraction> byTarget(C asked);

    C sum(C one, C other);

    /** What is asked of one output, or came from one input. */
    record Ask<C>(int place, C asked) {}

    /**
     * Where the asked value came from.
     *
     * @param inputs at most one per input
     * @param unknown what cannot be placed since an input value is unknown, by the output it was asked of
     */
    record Sourcing<C>(List<Ask<C>> inputs, List<Ask<C>> unknown) {}
}
