package org.holdfast.tracing.account.origin;

import java.math.BigInteger;
import java.util.List;
import org.holdfast.tracing.exact.Conservation;
import org.holdfast.tracing.exact.Fraction;
import org.holdfast.tracing.question.Policy;

/**
 * The result of one policy against the direction of payment, balanced: each target equals the sum of what came from its
 * origins, exactly. A result that does not balance cannot be made.
 *
 * @param targetValues the value of each target in its own asset, by target number
 * @param movementsRead how many movements were undone
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
