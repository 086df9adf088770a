package org.holdfast.tracing.account.origin;

import java.math.BigInteger;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.holdfast.tracing.exact.Fraction;
import org.jspecify.annotations.Nullable;

/** Pro rata backward: a deposit is asked for its share of the balance. */
final class ShareBackFund implements BackFund<SortedMap<Integer, Fraction>> {
    private final TreeMap<Integer, Fraction> asked = new TreeMap<>();

    static SortedMap<Integer, Fraction> whole(int target, BigInteger amount) {
        var one = new TreeMap<Integer, Fraction>();
        one.put(target, Fraction.of(amount));
        return one;
    }

    @Override
    public void undoWithdrawal(BigInteger amount, BigInteger balanceAfter, List<SortedMap<Integer, Fraction>> parts) {
        parts.forEach(part -> part.forEach((target, share) -> asked.merge(target, share, Fraction::plus)));
    }

    @Override
    public @Nullable SortedMap<Integer, Fraction> undoDeposit(BigInteger amount, BigInteger balanceBefore) {
        if (asked.isEmpty() || amount.signum() == 0) {
            return null;
        }
        BigInteger whole = balanceBefore.add(amount);
        var deposited = new TreeMap<Integer, Fraction>();
        asked.forEach((target, share) -> deposited.put(target, share.scaled(amount, whole)));
        if (balanceBefore.signum() == 0) {
            asked.clear();
        } else {
            asked.replaceAll((target, share) -> share.scaled(balanceBefore, whole));
        }
        return deposited;
    }

    @Override
    public @Nullable SortedMap<Integer, Fraction> rest() {
        return asked.isEmpty() ? null : new TreeMap<>(asked);
    }

    @Override
    public void clear() {
        asked.clear();
    }

    @Override
    public int lots() {
        return asked.size();
    }

    @Override
    public SortedMap<Integer, Fraction> byTarget(SortedMap<Integer, Fraction> part) {
        return part;
    }

    @Override
    public boolean withinBound(SortedMap<Integer, Fraction> part, int denominatorBits) {
        return part.values().stream().allMatch(share -> share.denominator().bitLength() <= denominatorBits);
    }
}
