package org.holdfast.tracing.account.fund;

import java.math.BigInteger;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.holdfast.tracing.exact.LargestRemainder;
import org.jspecify.annotations.Nullable;

/** Whole amounts by seed. Parts are taken in proportion, by largest remainder, ties to the earlier seed. */
final class Claims {
    private Claims() {}

    static BigInteger sum(Collection<BigInteger> amounts) {
        BigInteger sum = BigInteger.ZERO;
        for (BigInteger amount : amounts) {
            sum = sum.add(amount);
        }
        return sum;
    }

    static @Nullable SortedMap<Integer, BigInteger> part(BigInteger whole, SortedMap<Integer, BigInteger> claims) {
        if (whole.signum() == 0) {
            return null;
        }
        List<Integer> seeds = List.copyOf(claims.keySet());
        List<BigInteger> parts = LargestRemainder.split(whole, List.copyOf(claims.values()));
        var part = new TreeMap<Integer, BigInteger>();
        for (int i = 0; i < seeds.size(); i++) {
            if (parts.get(i).signum() > 0) {
                part.put(seeds.get(i), parts.get(i));
            }
        }
        return part;
    }

    static void add(SortedMap<Integer, BigInteger> claims, SortedMap<Integer, BigInteger> part) {
        part.forEach((seed, amount) -> claims.merge(seed, amount, BigInteger::add));
    }

    static void subtract(SortedMap<Integer, BigInteger> claims, SortedMap<Integer, BigInteger> part) {
        BiFunction<BigInteger, BigInteger, @Nullable BigInteger> less =
                (had, amount) -> had.equals(amount) ? null : had.subtract(amount);
        part.forEach((seed, amount) -> claims.merge(seed, amount, less));
    }
}
