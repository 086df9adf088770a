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
    /** A fund with a clean balance. */
    Fund<C> open(BigInteger balance);

    /**
     * The traced part of a deposit that is seed number {@code seed} as a whole; {@code value} is positive, base units.
     */
    C ofSeed(int seed, BigInteger value);

    /** The traced value, base units. */
    Fraction total(C carried);

    /** The traced value by seed number; sums to the total. Empty if the policy does not separate seeds. */
    SortedMap<Integer, Fraction> bySeed(C carried);

    /**
     * The traced part of the received value of an exchange. It is {@code carried} scaled by received / paid, in whole
     * base units of the received asset, rounded down so that no claim grows; null below one unit.
     */
    @Nullable
    C converted(C carried, BigInteger paid, BigInteger received);

    /** False if exact arithmetic reached its limit; the trace then runs again on a grid. */
    default boolean withinBound(C carried) {
        return true;
    }

    /** The arithmetic in words, for the result. */
    String arithmetic();
}
