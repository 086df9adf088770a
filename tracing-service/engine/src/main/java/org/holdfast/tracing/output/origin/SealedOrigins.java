package org.holdfast.tracing.output.origin;

import java.math.BigInteger;
import java.util.List;
import org.holdfast.tracing.exact.Conservation;
import org.holdfast.tracing.exact.Fraction;
import org.holdfast.tracing.question.Policy;

/**
 * The balanced result of one policy: each target equals the exact sum of its origins. The constructor refuses an
 * unbalanced result.
 *
 * @param targetValues the value of each target, by target number
 * @param origins in chain order
 */
public record SealedOrigins(
        Policy policy, List<BigInteger> targetValues, long transactionsVisited, List<Origin> origins) {
    public SealedOrigins {
        targetValues = List.copyOf(targetValues);
        origins = List.copyOf(origins);
        for (int target = 0; target < targetValues.size(); target++) {
            int number = target;
            Conservation.requireExact(
                    policy + " trace back from target " + target,
                    List.of(Fraction.of(targetValues.get(target))),
                    origins.stream()
                            .map(origin -> origin.byTarget().getOrDefault(number, Fraction.ZERO))
                            .toList());
        }
    }
}
