package org.holdfast.tracing.account.fund;

import java.math.BigInteger;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.holdfast.tracing.exact.Fraction;
import org.jspecify.annotations.Nullable;

/**
 * Poison on accounts: after the first traced deposit all payments and the whole balance of an account are traced. No
 * court follows this; it finds leads. The traced part of a movement is its whole amount.
 */
public record PoisonFunds() implements FundDoctrine<BigInteger> {
    @Override
    public Fund<BigInteger> open(BigInteger balance) {
        return new Flagged(balance);
    }

    @Override
    public BigInteger ofSeed(int seed, BigInteger value) {
        return value;
    }

    @Override
    public Fraction total(BigInteger carried) {
        return Fraction.of(carried);
    }

    @Override
    public SortedMap<Integer, Fraction> bySeed(BigInteger carried) {
        return Collections.unmodifiableSortedMap(new TreeMap<>());
    }

    @Override
    public @Nullable BigInteger converted(BigInteger carried, BigInteger paid, BigInteger received) {
        return received.signum() == 0 ? null : received;
    }

    @Override
    public String arithmetic() {
        return "exact integer";
    }

    private static final class Flagged implements Fund<BigInteger> {
        private BigInteger balance;

        Flagged(BigInteger opening) {
            balance = opening;
        }

        @Override
        public void deposit(BigInteger amount, @Nullable BigInteger traced) {
            balance = balance.add(amount);
        }

        @Override
        public @Nullable BigInteger withdraw(BigInteger amount) {
            balance = balance.subtract(amount);
            return amount.signum() == 0 ? null : amount;
        }

        @Override
        public @Nullable BigInteger rest() {
            return balance.signum() == 0 ? null : balance;
        }

        @Override
        public int lots() {
            return 1;
        }
    }
}
