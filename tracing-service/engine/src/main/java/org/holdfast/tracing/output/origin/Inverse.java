package org.holdfast.tracing.output.origin;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.holdfast.tracing.exact.Fraction;
import org.holdfast.tracing.output.graph.TransactionView;

/**
 * The inverse of a policy: it divides the value asked of outputs over the inputs.
 *
 * @param <C> the value asked of one output, never empty
 */
sealed interface Inverse<C> permits IntervalInverse, ShareInverse {
    C ofTarget(int target, long value);

    /** Empty if exact arithmetic reaches its limit. */
    Optional<Sourcing<C>> back(TransactionView transaction, List<Ask<C>> asks);

    SortedMap<Integer, Fraction> byTarget(C asked);

    C sum(C one, C other);

    /** The value asked of one output, or found in one input. */
    record Ask<C>(int place, C asked) {}

    /**
     * The inputs from which the asked value came.
     *
     * @param inputs at most one per input
     * @param unknown by output, the asked value whose input is unknown
     */
    record Sourcing<C>(List<Ask<C>> inputs, List<Ask<C>> unknown) {}
}
