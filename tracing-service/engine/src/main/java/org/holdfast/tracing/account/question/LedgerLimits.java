package org.holdfast.tracing.account.question;

import java.math.BigInteger;
import org.holdfast.tracing.question.LimitFaults;

/**
 * Where a trace over ledgers stops at the latest. Whatever stands behind a limit is booked, never dropped.
 *
 * @param movements how many movements are read
 * @param hops how many payments lie between a seed and an end, on the shortest way
 * @param dust traced parts below this many base units are not followed; 0 follows everything
 * @param untilHeight movements above this height are not read: the limit in time
 * @param hubMovements an account with more movements is a hub, where a trace stops
 * @param lots how many pieces of state all live accounts hold together; bounds the memory of a trace
 * @param denominatorBits the largest denominator of exact shares; beyond it the whole trace runs on a grid
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

    public LedgerLimits withMovements(long most) {
        return new LedgerLimits(most, hops, dust, untilHeight, hubMovements, lots, denominatorBits);
    }

    public LedgerLimits withHops(int most) {
        return new LedgerLimits(movements, most, dust, untilHeight, hubMovements, lots, denominatorBits);
    }

    public LedgerLimits withDust(BigInteger least) {
        return new LedgerLimits(movements, hops, least, untilHeight, hubMovements, lots, denominatorBits);
    }

    public LedgerLimits withUntilHeight(long last) {
        return new LedgerLimits(movements, hops, dust, last, hubMovements, lots, denominatorBits);
    }

    public LedgerLimits withHubMovements(long most) {
        return new LedgerLimits(movements, hops, dust, untilHeight, most, lots, denominatorBits);
    }

    public LedgerLimits withLots(long most) {
        return new LedgerLimits(movements, hops, dust, untilHeight, hubMovements, most, denominatorBits);
    }

    public LedgerLimits withDenominatorBits(int most) {
        return new LedgerLimits(movements, hops, dust, untilHeight, hubMovements, lots, most);
    }
}
