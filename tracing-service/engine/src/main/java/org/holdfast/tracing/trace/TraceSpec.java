package org.holdfast.tracing.trace;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.primitives.Outpoint;
import org.holdfast.tracing.policy.Policy;

/**
 * What to trace. Two specifications that ask the same are equal: seeds and policies are kept sorted.
 *
 * @param seeds whole outputs, each once, in ascending order; a seed's number is its place here
 * @param policies each once, in the order of {@link Policy}
 * @param followFees true follows fees into the coinbase of their block, see {@link CoinbaseFees}; false books them
 */
public record TraceSpec(ChainId chain, List<Outpoint> seeds, List<Policy> policies, Limits limits, boolean followFees) {
    public static final int SEEDS_MAX = 1_000;

    public TraceSpec {
        seeds = sorted(seeds, "seeds");
        policies = sorted(policies, "policies");
        if (seeds.size() > SEEDS_MAX) {
            throw tooMany("seeds", SEEDS_MAX, seeds.size());
        }
    }

    /** A trace that books fees. */
    public TraceSpec(ChainId chain, List<Outpoint> seeds, List<Policy> policies, Limits limits) {
        this(chain, seeds, policies, limits, false);
    }

    /** A list is longer than allowed. */
    public static InputFaultException tooMany(String what, int most, int got) {
        return fault("tracing.spec.too-many", what, "too many", "at most " + most, Integer.toString(got));
    }

    /**
     * The values in ascending order.
     *
     * @throws InputFaultException where there is none, or one of them twice
     */
    public static <T extends Comparable<? super T>> List<T> sorted(Collection<T> values, String what) {
        if (values.isEmpty()) {
            throw fault("tracing.spec.missing", what, "missing", "at least one", "none");
        }
        var sorted = new TreeSet<>(values);
        if (sorted.size() != values.size()) {
            throw fault(
                    "tracing.spec.repeated",
                    what,
                    "repeated",
                    "each one once",
                    values.size() + " of which " + sorted.size() + " differ");
        }
        return List.copyOf(sorted);
    }

    private static InputFaultException fault(String code, String what, String defect, String expected, String got) {
        return new InputFaultException(new InputFault(
                code,
                "the " + what + " of a trace are " + defect,
                what,
                expected,
                got,
                "correct the list and ask again"));
    }
}
