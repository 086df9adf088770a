package org.holdfast.tracing.output.question;

import org.holdfast.tracing.question.LimitFaults;

/**
 * Where a trace stops at the latest. Whatever stands behind a limit is booked, never dropped.
 *
 * @param transactions how many transactions are visited
 * @param hops how many transactions lie between a seed and an end, on the shortest way
 * @param dust traced parts below this many base units are not followed; 0 follows everything
 * @param untilHeight transactions above this height are not visited: the limit in time
 * @param lots how many pieces of state wait in the frontier; bounds the memory of a trace
 * @param denominatorBits the largest denominator of exact shares; beyond it the whole trace runs on a grid
 */
public record OutputLimits(long transactions, int hops, long dust, long untilHeight, long lots, int denominatorBits) {
    public static final OutputLimits DEFAULT =
            new OutputLimits(1_000_000, 1_000_000, 0, Long.MAX_VALUE, 10_000_000, 4_096);

    public OutputLimits {
        LimitFaults.require("transactions", transactions, 1);
        LimitFaults.require("hops", hops, 0);
        LimitFaults.require("dust", dust, 0);
        LimitFaults.require("untilHeight", untilHeight, 0);
        LimitFaults.require("lots", lots, 1);
        LimitFaults.require("denominatorBits", denominatorBits, 1);
    }

    public OutputLimits withTransactions(long most) {
        return new OutputLimits(most, hops, dust, untilHeight, lots, denominatorBits);
    }

    public OutputLimits withHops(int most) {
        return new OutputLimits(transactions, most, dust, untilHeight, lots, denominatorBits);
    }

    public OutputLimits withDust(long least) {
        return new OutputLimits(transactions, hops, least, untilHeight, lots, denominatorBits);
    }

    public OutputLimits withUntilHeight(long last) {
        return new OutputLimits(transactions, hops, dust, last, lots, denominatorBits);
    }

    public OutputLimits withLots(long most) {
        return new OutputLimits(transactions, hops, dust, untilHeight, most, denominatorBits);
    }

    public OutputLimits withDenominatorBits(int most) {
        return new OutputLimits(transactions, hops, dust, untilHeight, lots, most);
    }
}
