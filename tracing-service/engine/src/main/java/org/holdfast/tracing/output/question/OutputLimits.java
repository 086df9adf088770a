package org.holdfast.tracing.output.question;

import org.holdfast.tracing.question.LimitFaults;

/**
 * The limits of a trace over outputs. Value beyond a limit is booked as an end, never dropped.
 *
 * @param transactions maximum number of visited transactions
 * @param hops maximum number of transactions from a seed to an end, on the shortest way
 * @param dust traced parts below this many base units are not followed; 0 follows everything
 * @param untilHeight the highest height of visited transactions
 * @param lots maximum number of lots in the frontier; limits memory
 * @param denominatorBits the limit on denominators of exact shares, bits; beyond it the trace runs on a grid
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

    /** These limits with another maximum of transactions. */
    public OutputLimits withTransactions(long most) {
        return new OutputLimits(most, hops, dust, untilHeight, lots, denominatorBits);
    }

    /** These limits with another maximum of hops. */
    public OutputLimits withHops(int most) {
        return new OutputLimits(transactions, most, dust, untilHeight, lots, denominatorBits);
    }

    /** These limits with another dust limit, base units. */
    public OutputLimits withDust(long least) {
        return new OutputLimits(transactions, hops, least, untilHeight, lots, denominatorBits);
    }

    /** These limits with another highest height. */
    public OutputLimits withUntilHeight(long last) {
        return new OutputLimits(transactions, hops, dust, last, lots, denominatorBits);
    }

    /** These limits with another maximum of lots. */
    public OutputLimits withLots(long most) {
        return new OutputLimits(transactions, hops, dust, untilHeight, most, denominatorBits);
    }

    /** These limits with another limit on denominators, bits. */
    public OutputLimits withDenominatorBits(int most) {
        return new OutputLimits(transactions, hops, dust, untilHeight, lots, most);
    }
}
