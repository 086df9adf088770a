package org.holdfast.tracing.flow;

import java.math.BigInteger;

/**
 * How much of the seeds can stand at chosen destinations under any conserving policy, base units. Each bound is exact
 * by itself; the lower bounds of several destinations need not be reached together.
 *
 * @param least no conserving policy puts less there
 * @param most no conserving policy puts more there
 * @param seeds the value of all seeds
 */
public record Interval(BigInteger least, BigInteger most, BigInteger seeds) {
    public Interval {
        if (least.signum() < 0 || least.compareTo(most) > 0 || most.compareTo(seeds) > 0) {
            throw new IllegalStateException("bounds are out of order: " + least + " to " + most + " of " + seeds);
        }
    }
}
