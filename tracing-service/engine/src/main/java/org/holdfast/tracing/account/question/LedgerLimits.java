package org.holdfast.tracing.account.question;

import java.math.BigInteger;
import org.holdfast.tracing.question.LimitFaults;

/**
 * The limits of a trace over accounts. Value beyond a limit is booked as an end, never dropped.
 *
 * @param movements maximum number of movements read
 * @param hops maximum number of payments from a seed to an end, on the shortest way
 * @param dust traced parts below this many base units are not followed; 0 follows everything
 * @param untilHeight the highest height of read movements
 * @param hubMovements an account with more movements is a hub, where a trace stops
 * @param lots maximum number of lots in all open accounts; limits memory
 * @param denominatorBits the limit on denominators of exact shares, bits; beyond it the trace runs on a grid
 */
public record LedgerLimits(
        long movements,
        int hops,
        BigInteger dust,
        long untilHeight,
        long hubMovements,
        long lots,
        int denominatorBits) {
    public static final LedgerLimits DEFAULT =
            new LedgerLimits(10_000_000, 1_000_000, BigInteger.ZERO, Long.MAX_VALUE, 1_000_000, 10_000_000, 4_096);

    public LedgerLimits {
        LimitFaults.require("movements", movements, 1);
        LimitFaults.require("hops", hops, 0);
        LimitFaults.require("dust", dust, 0);
        LimitFaults.require("untilHeight", untilHeight, 0);
        LimitFaults.require("hubMovements", hubMovements, 1);
        LimitFaults.require("lots", lots, 1);
        LimitFaults.require("denominatorBits", denominatorBits, 1);
    }

    /** These limits with another maximum of movements. */
    public LedgerLimits withMovements(long most) {
        return new LedgerLimits(most, hops, dust, untilHeight, hubMovements, lots, denominatorBits);
    }

    /** These limits with another maximum of hops. */
    public LedgerLimits withHops(int most) {
        return new LedgerLimits(movements, most, dust, untilHeight, hubMovements, lots, denominatorBits);
    }

    /** These limits with another dust limit, base units. */
    public LedgerLimits withDust(BigInteger least) {
        return new LedgerLimits(movements, hops, least, untilHeight, hubMovements, lots, denominatorBits);
    }

    /** These limits with another highest height. */
    public LedgerLimits withUntilHeight(long last) {
        return new LedgerLimits(movements, hops, dust, last, hubMovements, lots, denominatorBits);
    }

    /** These limits with another limit for hubs. */
    public LedgerLimits withHubMovements(long most) {
        return new LedgerLimits(movements, hops, dust, untilHeight, most, lots, denominatorBits);
    }

    /** These limits with another maximum of lots. */
    public LedgerLimits withLots(long most) {
        return new LedgerLimits(movements, hops, dust, untilHeight, hubMovements, most, denominatorBits);
    }

    /** These limits with another limit on denominators, bits. */
    public LedgerLimits withDenominatorBits(int most) {
        return new LedgerLimits(movements, hops, dust, untilHeight, hubMovements, lots, most);
    }
}
