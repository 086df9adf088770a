package org.holdfast.tracing.account.origin;

import java.math.BigInteger;
import java.util.List;
import org.holdfast.tracing.exact.Conservation;
import org.holdfast.tracing.exact.Fraction;
import org.holdfast.tracing.question.Policy;

/**
 * The balanced result of one policy: each target equals the exact sum of its origins. The constructor refuses an
 * unbalanced result.
 *
 * @param targetValues the value of each target in its own asset, by target number
 * @param movementsRead number of movements undone
 * @param origins in ledger order
 */
public record SealedLedgerOrigins(
        Policy policy, List<BigInteger> targetValues, long movementsRead, List<LedgerOrigin> origins) {
    public SealedLedgerOrigins {
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
