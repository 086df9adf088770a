package org.holdfast.tracing.account.fund;

import java.math.BigInteger;
import java.util.SortedMap;
import java.util.TreeMap;
import org.holdfast.tracing.exact.Fraction;
import org.jspecify.annotations.Nullable;

/**
 * Rolling pro rata on accounts in exact rationals: a payment takes of the traced part in proportion to the balance.
 *
 * @param denominatorBits the limit on denominators, bits; beyond it the trace runs on a grid
 */
public record ShareFunds(int denominatorBits) implements FundDoctrine<SortedMap<Integer, Fraction>> {
    @Override
    public Fund<SortedMap<Integer, Fraction>> open(BigInteger balance) {
        return new Mixture(balance);
    }

    @Override
    public SortedMap<Integer, Fraction> ofSeed(int seed, BigInteger value) {
        var one = new TreeMap<Integer, Fraction>();
        one.put(seed, Fraction.of(value));
        return one;
    }

    @Override
    public Fraction total(SortedMap<Integer, Fraction> carried) {
        return carried.values().stream().reduce(Fraction.ZERO, Fraction::plus);
    }

    @Override
    public SortedMap<Integer, Fraction> bySeed(SortedMap<Integer, Fraction> carried) {
        return carried;
    }

    @Override
    public @Nullable SortedMap<Integer, Fraction> converted(
            SortedMap<Integer, Fraction> carried, BigInteger paid, BigInteger received) {
        var whole = new TreeMap<Integer, Fraction>();
        carried.forEach((seed, share) -> {
            BigInteger units = share.scaled(received, paid).floor();
            if (units.signum() > 0) {
                whole.put(seed, Fraction.of(units));
            }
        });
        return whole.isEmpty() ? null : whole;
    }

    @Override
    public boolean withinBound(SortedMap<Integer, Fraction> carried) {
        return carried.values().stream().allMatch(share -> share.denominator().bitLength() <= denominatorBits)
                && total(carried).denominator().bitLength() <= denominatorBits;
    }

    @Override
    public String arithmetic() {
        return "exact rational";
    }

    private static final class Mixture implements Fund<SortedMap<Integer, Fraction>> {
        private BigInteger balance;
        private final TreeMap<Integer, Fraction> traced = new TreeMap<>();

        Mixture(BigInteger opening) {
            balance = opening;
        }

        @Override
        public void deposit(BigInteger amount, @Nullable SortedMap<Integer, Fraction> part) {
            balance = balance.add(amount);
            if (part != null) {
                part.forEach((seed, share) -> traced.merge(seed, share, Fraction::plus));
            }
        }

        @Override
        public @Nullable SortedMap<Integer, Fraction> withdraw(BigInteger amount) {
            if (traced.isEmpty() || amount.signum() == 0) {
                return null;
            }
            var part = new TreeMap<Integer, Fraction>();
            traced.forEach((seed, share) -> part.put(seed, share.scaled(amount, balance)));
            BigInteger left = balance.subtract(amount);
            if (left.signum() == 0) {
                traced.clear();
            } else {
                traced.replaceAll((seed, share) -> share.scaled(left, balance));
            }
            balance = left;
            return part;
        }

        @Override
        public @Nullable SortedMap<Integer, Fraction> rest() {
            return traced.isEmpty() ? null : new TreeMap<>(traced);
        }

        @Override
        public int lots() {
            return traced.size();
        }
    }
}
