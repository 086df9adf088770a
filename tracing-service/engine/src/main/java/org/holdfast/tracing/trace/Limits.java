package org.holdfast.tracing.trace;

/**
 * Where a trace stops at the latest. Whatever stands behind a limit is booked, never dropped.
 *
 * @param transactions how many transactions are visited
 * @param hops how many transactions lie between a seed and an end, on the shortest way
 * @param dust traced parts below this many base units are not followed; 0 follows everything
 * @param denominatorBits the largest denominator of exact shares; beyond it the whole trace runs on a grid
 */
public record Limits(long transactions, int hops, long dust, int denominatorBits) {
    public static final Limits DEFAULT = new Limits(1_000_000, 1_000_000, 0, 4_096);

    public Limits {
        if (transactions < 1 || hops < 0 || dust < 0 || denominatorBits < 1) {
            throw new IllegalArgumentException("limits are positive, got " + transactions + " transactions, " + hops
                    + " hops, " + dust + " dust, " + denominatorBits + " bits");
        }
    }

    public Limits withTransactions(long most) {
        return new Limits(most, hops, dust, denominatorBits);
    }

    public Limits withHops(int most) {
        return new Limits(transactions, most, dust, denominatorBits);
    }

    public Limits withDust(long least) {
        return new Limits(transactions, hops, least, denominatorBits);
    }

    public Limits withDenominatorBits(int most) {
        return new Limits(transactions, hops, dust, most);
    }
}
