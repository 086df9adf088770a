package org.holdfast.tracing.account.fund;

import java.math.BigInteger;
import java.util.SortedMap;
import org.holdfast.tracing.exact.Fraction;
import org.jspecify.annotations.Nullable;

/**
 * A policy on accounts.
 *
 * @param <C> the traced part of one movement, never empty
 */
public sealed interface FundDoctrine<C> permits LotFunds, ShareFunds, GridFunds, CountFunds, PoisonFunds {
    /** A fund that holds a clean balance so far. */
    Fund<C> open(BigInteger balance);

    /** A whole movement that is seed number {@code seed}; {@code value} is positive. */
    C ofSeed(int seed, BigInteger value);

    /** The traced value, base units. */
    Fraction total(C carried);

    /** The traced value by seed number; sums to the total. Empty where the policy does not tell seeds apart. */
    SortedMap<Integer, Fraction> bySeed(C carried);

    /**
     * The traced part of what was received where {@code carried} is the traced part of what was paid for it, in whole
     * base units of the received asset, rounded down, so that no claim grows by an exchange; null where less than one
     * unit is left.
     */
    @Nullable
    C converted(C carried, BigInteger paid, BigInteger received);

    /** False where exact arithmetic has reached its bound: the whole trace is run again on a grid then. */
    default boolean withinBound(C carried) {
        return true;
    }

    /** How amounts are computed, in words for the result. */
    String arithmetic();
}
