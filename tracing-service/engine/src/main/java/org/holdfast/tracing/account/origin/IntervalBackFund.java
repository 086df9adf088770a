package org.holdfast.tracing.account.origin;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.holdfast.tracing.exact.Fraction;
import org.jspecify.annotations.Nullable;

/**
 * FIFO and LIFO backward. The balance is a queue of units in order of arrival; a payment takes units from its head
 * (FIFO) or its tail (LIFO).
 */
final class IntervalBackFund implements BackFund<List<IntervalBackFund.Run>> {
    /** Units {@code from} to {@code to} (excluded) of a balance or payment, asked for a target. */
    record Run(BigInteger from, BigInteger to, int target) {
        Run shifted(BigInteger by) {
            return new Run(from.add(by), to.add(by), target);
        }
    }

    private final boolean lastFirst;
    private final List<Run> runs = new ArrayList<>();

    IntervalBackFund(boolean lastFirst) {
        this.lastFirst = lastFirst;
    }

    static List<Run> whole(int target, BigInteger amount) {
        return List.of(new Run(BigInteger.ZERO, amount, target));
    }

    @Override
    public void undoWithdrawal(BigInteger amount, BigInteger balanceAfter, List<List<Run>> asked) {
        if (!lastFirst) {
            runs.replaceAll(run -> run.shifted(amount));
        }
        BigInteger before = balanceAfter.add(amount);
        for (List<Run> part : asked) {
            part.forEach(run -> runs.add(
                    lastFirst ? new Run(before.subtract(run.to()), before.subtract(run.from()), run.target()) : run));
        }
    }

    @Override
    public @Nullable List<Run> undoDeposit(BigInteger amount, BigInteger balanceBefore) {
        var deposited = new ArrayList<Run>();
        var left = new ArrayList<Run>();
        for (Run run : runs) {
            if (run.to().compareTo(balanceBefore) > 0) {
                deposited.add(
                        new Run(run.from().max(balanceBefore), run.to(), run.target()).shifted(balanceBefore.negate()));
            }
            if (run.from().compareTo(balanceBefore) < 0) {
                left.add(new Run(run.from(), run.to().min(balanceBefore), run.target()));
            }
        }
        runs.clear();
        runs.addAll(left);
        return deposited.isEmpty() ? null : List.copyOf(deposited);
    }

    @Override
    public @Nullable List<Run> rest() {
        return runs.isEmpty() ? null : List.copyOf(runs);
    }

    @Override
    public void clear() {
        runs.clear();
    }

    @Override
    public int lots() {
        return runs.size();
    }

    @Override
    public SortedMap<Integer, Fraction> byTarget(List<Run> asked) {
        var shares = new TreeMap<Integer, Fraction>();
        asked.forEach(run -> shares.merge(run.target(), Fraction.of(run.to().subtract(run.from())), Fraction::plus));
        return shares;
    }

    @Override
    public boolean withinBound(List<Run> asked, int denominatorBits) {
        return true;
    }
}
