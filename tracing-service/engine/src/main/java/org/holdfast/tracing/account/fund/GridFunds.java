package org.holdfast.tracing.account.fund;

import java.math.BigInteger;
import java.util.SortedMap;
import java.util.TreeMap;
import org.holdfast.tracing.exact.Fraction;
import org.holdfast.tracing.exact.ShareSum;
import org.jspecify.annotations.Nullable;

/**
 * Rolling pro rata on accounts where every share is a multiple of 2^-64 base unit: a payment takes of the traced total
 * in proportion, rounded down, and of each seed in proportion by largest remainder. The rounding rest stays in the
 * account.
 */
public record GridFunds() implements FundDoctrine<SortedMap<Integer, BigInteger>> {
    private static final int BITS = ShareSum.FRACTION_BITS;
    private static final BigInteger UNIT = BigInteger.ONE.shiftLeft(BITS);

    @Override
    public Fund<SortedMap<Integer, BigInteger>> open(BigInteger balance) {
        return new Mixture(balance);
    }

    @Override
    public SortedMap<Integer, BigInteger> ofSeed(int seed, BigInteger value) {
        var one = new TreeMap<Integer, BigInteger>();
        one.put(seed, value.shiftLeft(BITS));
        return one;
    }

    @Override
    public Fraction total(SortedMap<Integer, BigInteger> carried) {
        return new Fraction(Claims.sum(carried.values()), UNIT);
    }

    @Override
    public SortedMap<Integer, Fraction> bySeed(SortedMap<Integer, BigInteger> carried) {
        var shares = new TreeMap<Integer, Fraction>();
        carried.forEach((seed, units) -> shares.put(seed, new Fraction(units, UNIT)));
        return shares;
    }

    @Override
    public @Nullable SortedMap<Integer, BigInteger> converted(
            SortedMap<Integer, BigInteger> carried, BigInteger paid, BigInteger received) {
        var whole = new TreeMap<Integer, BigInteger>();
        carried.forEach((seed, units) -> {
            BigInteger base = units.multiply(received).divide(paid).shiftRight(BITS);
            if (base.signum() > 0) {
                whole.put(seed, base.shiftLeft(BITS));
            }
        });
        return whole.isEmpty() ? null : whole;
    }

    @Override
    public String arithmetic() {
        return "grid 2^-64, rounded down per payment";
    }

    private static final class Mixture implements Fund<SortedMap<Integer, BigInteger>> {
        private BigInteger balance;
        private final TreeMap<Integer, BigInteger> traced = new TreeMap<>();

        Mixture(BigInteger opening) {
            balance = opening;
        }

        @Override
        public void deposit(BigInteger amount, @Nullable SortedMap<Integer, BigInteger> part) {
            balance = balance.add(amount);
            if (part != null) {
                Claims.add(traced, part);
            }
        }

        @Override
        public @Nullable SortedMap<Integer, BigInteger> withdraw(BigInteger amount) {
            if (traced.isEmpty() || amount.signum() == 0) {
                return null;
            }
            BigInteger units = Claims.sum(traced.values());
            var part = Claims.part(units.multiply(amount).divide(balance), traced);
            balance = balance.subtract(amount);
            if (part != null) {
                Claims.subtract(traced, part);
            }
            return part;
        }

        @Override
        public @Nullable SortedMap<Integer, BigInteger> rest() {
            return traced.isEmpty() ? null : new TreeMap<>(traced);
        }

        @Override
        public int lots() {
            return traced.size();
        }
    }
}
