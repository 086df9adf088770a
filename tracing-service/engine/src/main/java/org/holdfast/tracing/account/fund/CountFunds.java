package org.holdfast.tracing.account.fund;

import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.holdfast.tracing.exact.Fraction;
import org.jspecify.annotations.Nullable;

/**
 * Policies that count the traced units of an account: dirty-first, lowest balance and highest out.
 *
 * <p>Dirty-first: a payment of w takes min(w, traced). Lowest balance: each claim is limited to the balance after the
 * payment, and several claims above it share it in proportion; the payment takes the rest. Later clean deposits do not
 * refill a claim. Highest out: of several payments of one transaction the largest take traced value first, of equal
 * payments the earlier, fees last. It is not defined for a single payment.
 */
public record CountFunds(Rule rule) implements FundDoctrine<SortedMap<Integer, BigInteger>> {
    /** The policy. */
    public enum Rule {
        DIRTY_FIRST,
        LOWEST_BALANCE,
        HIGHEST_OUT
    }

    @Override
    public Fund<SortedMap<Integer, BigInteger>> open(BigInteger balance) {
        return new Count(rule, balance);
    }

    @Override
    public SortedMap<Integer, BigInteger> ofSeed(int seed, BigInteger value) {
        var one = new TreeMap<Integer, BigInteger>();
        one.put(seed, value);
        return one;
    }

    @Override
    public Fraction total(SortedMap<Integer, BigInteger> carried) {
        return Fraction.of(Claims.sum(carried.values()));
    }

    @Override
    public SortedMap<Integer, Fraction> bySeed(SortedMap<Integer, BigInteger> carried) {
        var shares = new TreeMap<Integer, Fraction>();
        carried.forEach((seed, amount) -> shares.put(seed, Fraction.of(amount)));
        return shares;
    }

    @Override
    public @Nullable SortedMap<Integer, BigInteger> converted(
            SortedMap<Integer, BigInteger> carried, BigInteger paid, BigInteger received) {
        var whole = new TreeMap<Integer, BigInteger>();
        carried.forEach((seed, amount) -> {
            BigInteger units = amount.multiply(received).divide(paid);
            if (units.signum() > 0) {
                whole.put(seed, units);
            }
        });
        return whole.isEmpty() ? null : whole;
    }

    @Override
    public String arithmetic() {
        return "exact integer, among seeds in proportion by largest remainder";
    }

    private static final class Count implements Fund<SortedMap<Integer, BigInteger>> {
        private final Rule rule;
        private BigInteger balance;
        private final TreeMap<Integer, BigInteger> claims = new TreeMap<>();
        private final ArrayDeque<BigInteger> planned = new ArrayDeque<>();

        Count(Rule rule, BigInteger opening) {
            this.rule = rule;
            balance = opening;
        }

        @Override
        public void deposit(BigInteger amount, @Nullable SortedMap<Integer, BigInteger> traced) {
            balance = balance.add(amount);
            if (traced != null) {
                Claims.add(claims, traced);
            }
        }

        @Override
        public boolean expect(List<Withdrawal> withdrawals) {
            planned.clear();
            if (rule != Rule.HIGHEST_OUT || claims.isEmpty()) {
                return true;
            }
            if (withdrawals.stream().filter(next -> !next.fee()).count() == 1) {
                return false;
            }
            var plan = new BigInteger[withdrawals.size()];
            BigInteger left = Claims.sum(claims.values());
            List<Integer> order = IntStream.range(0, plan.length)
                    .boxed()
                    .sorted(Comparator.<Integer, Boolean>comparing(
                                    i -> withdrawals.get(i).fee())
                            .thenComparing(i -> withdrawals.get(i).amount().negate()))
                    .toList();
            for (int i : order) {
                plan[i] = withdrawals.get(i).amount().min(left);
                left = left.subtract(plan[i]);
            }
            planned.addAll(List.of(plan));
            return true;
        }

        @Override
        public @Nullable SortedMap<Integer, BigInteger> withdraw(BigInteger amount) {
            BigInteger before = balance;
            balance = before.subtract(amount);
            if (claims.isEmpty()) {
                return null;
            }
            return switch (rule) {
                case DIRTY_FIRST -> take(Claims.sum(claims.values()).min(amount));
                case LOWEST_BALANCE -> lowest();
                case HIGHEST_OUT ->
                    take(planned.isEmpty() ? Claims.sum(claims.values()).min(amount) : planned.remove());
            };
        }

        private @Nullable SortedMap<Integer, BigInteger> take(BigInteger whole) {
            var part = Claims.part(whole, claims);
            if (part != null) {
                Claims.subtract(claims, part);
            }
            return part;
        }

        private @Nullable SortedMap<Integer, BigInteger> lowest() {
            var before = new TreeMap<>(claims);
            claims.replaceAll((seed, claim) -> claim.min(balance));
            claims.values().removeIf(claim -> claim.signum() == 0);
            if (Claims.sum(claims.values()).compareTo(balance) > 0) {
                var kept = Claims.part(balance, claims);
                claims.clear();
                if (kept != null) {
                    claims.putAll(kept);
                }
            }
            Claims.subtract(before, claims);
            return before.isEmpty() ? null : before;
        }

        @Override
        public @Nullable SortedMap<Integer, BigInteger> rest() {
            return claims.isEmpty() ? null : new TreeMap<>(claims);
        }

        @Override
        public int lots() {
            return claims.size();
        }
    }
}
