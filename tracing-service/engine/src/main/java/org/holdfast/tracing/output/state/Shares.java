package org.holdfast.tracing.output.state;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.holdfast.tracing.exact.Fraction;
import org.holdfast.tracing.exact.ShareSum;

/**
 * The traced value of ends by seed, in flat memory. The entries of one end are consecutive, seeds ascending. An amount
 * is either whole base units plus multiples of 2^-64 base unit, or a rational.
 */
public final class Shares {
    /** Binary digits of the fraction of a grid amount. */
    public static final int FRACTION_BITS = ShareSum.FRACTION_BITS;

    /** The seed number of an entry that holds the total of its end. */
    private static final int TOTAL = -1;

    private static final int SEED = 0;
    private static final int WHOLE = 1;
    private static final int FRACTION = 2;
    private static final int WIDTH = 3;
    private static final BigInteger UNIT = BigInteger.ONE.shiftLeft(FRACTION_BITS);
    private static final SortedMap<Integer, Fraction> NO_SEEDS = Collections.unmodifiableSortedMap(new TreeMap<>());

    private final Cells entries = new Cells(WIDTH);
    /** Rationals in order of arrival. The entry of a rational stores its index here. */
    private final List<Fraction> rationals = new ArrayList<>();

    private int first = 1;

    /** Starts the entries of another end; returns the number of its first entry. */
    public int open() {
        first = entries.made() + 1;
        return first;
    }

    /** The number of entries of the current end. */
    public int count() {
        return entries.made() + 1 - first;
    }

    /** Adds the total of several seeds, before the entry of each seed. */
    public void addTotal(Fraction share) {
        addRational(TOTAL, share);
    }

    /** Adds an exact share of a seed. Seeds come in ascending order. */
    public void addRational(int seed, Fraction share) {
        rationals.add(share);
        write(entries.take(), seed, rationals.size() - 1L, 0);
    }

    /** Adds grid units to a seed. Seeds come in any order. */
    public void add(int seed, long whole, long fraction) {
        int at = entries.made() + 1;
        while (at > first && entries.get(at - 1, SEED) > seed) {
            at--;
        }
        if (at > first && entries.get(at - 1, SEED) == seed) {
            long rest = entries.get(at - 1, FRACTION) + fraction;
            long carry = Long.compareUnsigned(rest, fraction) < 0 ? 1 : 0;
            write(at - 1, seed, Math.addExact(entries.get(at - 1, WHOLE), whole) + carry, rest);
            return;
        }
        for (int i = entries.take(); i > at; i--) {
            write(i, (int) entries.get(i - 1, SEED), entries.get(i - 1, WHOLE), entries.get(i - 1, FRACTION));
        }
        write(at, seed, whole, fraction);
    }

    private void write(int entry, int seed, long whole, long fraction) {
        long[] page = entries.page(entry);
        int at = entries.at(entry);
        page[at + SEED] = seed;
        page[at + WHOLE] = whole;
        page[at + FRACTION] = fraction;
    }

    /** True if shares are rationals, false on the grid. */
    public boolean areRational() {
        return !rationals.isEmpty();
    }

    /** The whole base units of the total; {@code fraction[0]} receives the multiples of 2^-64. Not for rationals. */
    public long whole(int from, int count, long[] fraction) {
        long whole = 0;
        long rest = 0;
        for (int i = from; i < from + count; i++) {
            whole = Math.addExact(whole, entries.get(i, WHOLE));
            long more = entries.get(i, FRACTION);
            rest += more;
            whole = Long.compareUnsigned(rest, more) < 0 ? Math.incrementExact(whole) : whole;
        }
        fraction[0] = rest;
        return whole;
    }

    /** The total of an end. */
    public Fraction total(int from, int count) {
        if (areRational()) {
            return rationals.get((int) entries.get(from, WHOLE));
        }
        long[] fraction = new long[1];
        long whole = whole(from, count, fraction);
        return share(whole, fraction[0]);
    }

    /** The amount of each seed; empty if the policy does not separate seeds. */
    public SortedMap<Integer, Fraction> bySeed(int from, int count) {
        if (count == 0) {
            return NO_SEEDS;
        }
        var shares = new TreeMap<Integer, Fraction>();
        for (int i = from; i < from + count; i++) {
            int seed = (int) entries.get(i, SEED);
            if (seed != TOTAL) {
                shares.put(seed, share(i));
            }
        }
        return shares;
    }

    private Fraction share(int entry) {
        long whole = entries.get(entry, WHOLE);
        return areRational() ? rationals.get((int) whole) : share(whole, entries.get(entry, FRACTION));
    }

    private static Fraction share(long whole, long fraction) {
        if (fraction == 0) {
            return Fraction.of(whole);
        }
        BigInteger units = BigInteger.valueOf(whole)
                .shiftLeft(FRACTION_BITS)
                .or(BigInteger.valueOf(fraction).mod(UNIT));
        return new Fraction(units, UNIT);
    }

    /** Adds the entries of an end to the total and to the sum of each seed. */
    public void sum(int from, int count, ShareSum total, List<ShareSum> bySeed) {
        boolean told = entries.get(from, SEED) == TOTAL;
        for (int i = from; i < from + count; i++) {
            if (!told || i == from) {
                sum(i, total);
            }
            int seed = (int) entries.get(i, SEED);
            if (seed != TOTAL) {
                sum(i, bySeed.get(seed));
            }
        }
    }

    private void sum(int entry, ShareSum into) {
        long whole = entries.get(entry, WHOLE);
        if (areRational()) {
            into.add(rationals.get((int) whole));
        } else {
            into.add(whole, entries.get(entry, FRACTION));
        }
    }
}
