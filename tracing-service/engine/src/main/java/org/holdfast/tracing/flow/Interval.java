package org.holdfast.tracing.flow;

import java.math.BigInteger;

/**
 * The least and the most of the seeds that any conserving policy can put at the chosen destinations, base units. Each
 * bound is exact on its own. The lower bounds of several destinations are not necessarily reached together.
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
