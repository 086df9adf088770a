package org.holdfast.tracing.account.trace;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.holdfast.tracing.exact.Fraction;
import org.holdfast.tracing.question.Policy;
import org.jspecify.annotations.Nullable;

/**
 * One account of the oracle, from its first movement on. Parts are described by one fraction per seed; purses of lots
 * also say the colour of each unit.
 */
abstract class Purse {
    static final int CLEAN = -1;

    /** @param colours each unit in order, where the policy orders units */
    @SuppressWarnings("ArrayRecordComponent")
    record Part(Fraction[] shares, int @Nullable [] colours) {
        boolean isEmpty() {
            return Arrays.stream(shares).allMatch(Fraction::isZero);
        }
    }

    final int seeds;
    int balance;

    Purse(int seeds) {
        this.seeds = seeds;
    }

    static Purse of(Policy policy, int seeds) {
        return switch (policy) {
            case FIFO -> new Units(seeds, false);
            case LIFO -> new Units(seeds, true);
            case PRO_RATA -> new Shares(seeds);
            case DIRTY_FIRST, LOWEST_BALANCE, HIGHEST_OUT -> new Counts(seeds, policy);
            case POISON -> new Flag(seeds);
        };
    }

    abstract void in(int amount, @Nullable Part part);

    abstract Part out(int amount);

    abstract Part held();

    /** Withdrawals that follow one another in one transaction; false where the policy has no answer. */
    boolean row(List<Integer> amounts, List<Boolean> fees) {
        return true;
    }

    Part none() {
        var shares = new Fraction[seeds];
        Arrays.fill(shares, Fraction.ZERO);
        return new Part(shares, null);
    }

    Part seed(int seed, int amount) {
        Part part = none();
        part.shares()[seed] = Fraction.of(amount);
        int[] colours = new int[amount];
        Arrays.fill(colours, seed);
        return new Part(part.shares(), colours);
    }

    static Part counted(int seeds, int[] colours) {
        var shares = new Fraction[seeds];
        Arrays.fill(shares, Fraction.ZERO);
        for (int colour : colours) {
            if (colour >= 0) {
                shares[colour] = shares[colour].plus(Fraction.of(1));
            }
        }
        return new Part(shares, colours);
    }

    /** Every unit has a colour and a place in the row. */
    private static final class Units extends Purse {
        final boolean lastFirst;
        final List<Integer> row = new ArrayList<>();

        Units(int seeds, boolean lastFirst) {
            super(seeds);
            this.lastFirst = lastFirst;
        }

        @Override
        void in(int amount, @Nullable Part part) {
            int[] colours = part == null ? null : part.colours();
            for (int i = 0; i < amount; i++) {
                row.add(colours == null ? CLEAN : colours[i]);
            }
        }

        @Override
        Part out(int amount) {
            int[] colours = new int[amount];
            for (int i = 0; i < amount; i++) {
                colours[i] = lastFirst ? row.removeLast() : row.removeFirst();
            }
            return counted(seeds, colours);
        }

        @Override
        Part held() {
            return counted(seeds, row.stream().mapToInt(Integer::intValue).toArray());
        }
    }

    /** Everything is mixed. */
    private static final class Shares extends Purse {
        final Fraction[] traced;

        Shares(int seeds) {
            super(seeds);
            traced = none().shares();
        }

        @Override
        void in(int amount, @Nullable Part part) {
            balance += amount;
            for (int s = 0; part != null && s < seeds; s++) {
                traced[s] = traced[s].plus(part.shares()[s]);
            }
        }

        @Override
        Part out(int amount) {
            Part part = none();
            for (int s = 0; s < seeds && amount > 0; s++) {
                part.shares()[s] = traced[s].scaled(amount, balance);
                traced[s] = traced[s].scaled(balance - amount, balance);
            }
            balance -= amount;
            return part;
        }

        @Override
        Part held() {
            return new Part(traced, null);
        }
    }

    /** Units are counted, and paid out one by one. */
    private static final class Counts extends Purse {
        final Policy policy;
        final int[] claims;
        final List<Integer> plan = new ArrayList<>();

        Counts(int seeds, Policy policy) {
            super(seeds);
            this.policy = policy;
            claims = new int[seeds];
        }

        private int sum() {
            return Arrays.stream(claims).sum();
        }

        @Override
        void in(int amount, @Nullable Part part) {
            balance += amount;
            for (int s = 0; part != null && s < seeds; s++) {
                claims[s] += part.shares()[s].floor().intValueExact();
            }
        }

        @Override
        boolean row(List<Integer> amounts, List<Boolean> fees) {
            plan.clear();
            if (policy != Policy.HIGHEST_OUT || sum() == 0) {
                return true;
            }
            long payments = fees.stream().filter(fee -> !fee).count();
            int left = sum();
            amounts.forEach(amount -> plan.add(0));
            for (boolean fee : new boolean[] {false, true}) {
                for (int size = amounts.stream()
                                .mapToInt(Integer::intValue)
                                .max()
                                .orElse(0);
                        size > 0;
                        size--) {
                    for (int i = 0; i < amounts.size(); i++) {
                        if (amounts.get(i) == size && fees.get(i) == fee) {
                            plan.set(i, Math.min(size, left));
                            left -= plan.get(i);
                        }
                    }
                }
            }
            return payments != 1;
        }

        @Override
        Part out(int amount) {
            int[] before = claims.clone();
            int clean = balance - sum();
            int traced = 0;
            for (int unit = 0; unit < amount; unit++) {
                boolean dirty = policy == Policy.LOWEST_BALANCE ? clean == 0 : traced < sum();
                if (dirty) {
                    traced++;
                } else {
                    clean--;
                }
            }
            balance -= amount;
            if (policy == Policy.LOWEST_BALANCE) {
                for (int s = 0; s < seeds; s++) {
                    claims[s] = Math.min(claims[s], balance);
                }
                if (sum() > balance) {
                    System.arraycopy(shared(balance, claims), 0, claims, 0, seeds);
                }
            } else {
                int wanted = policy == Policy.HIGHEST_OUT && !plan.isEmpty() ? plan.removeFirst() : traced;
                int[] part = shared(wanted, claims);
                IntStream.range(0, seeds).forEach(s -> claims[s] -= part[s]);
            }
            Part part = none();
            IntStream.range(0, seeds).forEach(s -> part.shares()[s] = Fraction.of(before[s] - claims[s]));
            return part;
        }

        @Override
        Part held() {
            Part part = none();
            IntStream.range(0, seeds).forEach(s -> part.shares()[s] = Fraction.of(claims[s]));
            return part;
        }

        /** In proportion; one unit each to the largest remainders, the earlier of equal ones. */
        private static int[] shared(int units, int[] claims) {
            int all = Arrays.stream(claims).sum();
            int[] part = new int[claims.length];
            if (units == 0 || all == 0) {
                return part;
            }
            Integer[] order = IntStream.range(0, claims.length).boxed().toArray(Integer[]::new);
            for (int i = 0; i < part.length; i++) {
                part[i] = units * claims[i] / all;
            }
            Arrays.sort(order, (a, b) -> units * claims[b] % all - units * claims[a] % all);
            int left = units - Arrays.stream(part).sum();
            for (int i = 0; i < left; i++) {
                part[order[i]]++;
            }
            return part;
        }
    }

    /** Touched or not; everything is booked under seed 0. */
    private static final class Flag extends Purse {
        boolean touched;

        Flag(int seeds) {
            super(seeds);
        }

        @Override
        void in(int amount, @Nullable Part part) {
            balance += amount;
            touched |= part != null;
        }

        @Override
        Part out(int amount) {
            balance -= amount;
            return whole(touched ? amount : 0);
        }

        @Override
        Part held() {
            return whole(touched ? balance : 0);
        }

        private Part whole(int amount) {
            Part part = none();
            part.shares()[0] = Fraction.of(amount);
            return part;
        }

        @Override
        Part seed(int seed, int amount) {
            return whole(amount);
        }
    }
}
