package org.holdfast.chain.spi;

import java.time.Duration;

/**
 * Waits between attempts: the first is {@code first}, each further one is twice as long, none is longer than
 * {@code max}.
 */
public record BackOff(Duration first, Duration max) {
    /** Throws {@link IllegalArgumentException} unless 0 &lt; first &lt;= max. */
    public BackOff {
        if (first.isNegative() || first.isZero() || first.compareTo(max) > 0) {
            throw new IllegalArgumentException("waits from " + first + " to " + max);
        }
    }

    /** The wait after so many failures in a row, at least one. */
    public Duration after(int failures) {
        Duration wait = first;
        for (int doubled = 1; doubled < failures && wait.compareTo(max) < 0; doubled++) {
            wait = wait.multipliedBy(2);
        }
        return wait.compareTo(max) < 0 ? wait : max;
    }
}
