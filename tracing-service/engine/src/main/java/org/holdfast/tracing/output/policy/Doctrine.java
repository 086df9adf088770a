package org.holdfast.tracing.output.policy;

import org.holdfast.tracing.output.graph.TransactionView;
import org.holdfast.tracing.output.state.Arrivals;
import org.holdfast.tracing.output.state.Passage;
import org.holdfast.tracing.output.state.Shares;

/**
 * The rule by which traced value passes through one transaction. The traced value of an output is two numbers, not both
 * 0. They are either the amount (base units and multiples of 2^-64), or the number of a memory cell of the doctrine and
 * 0. One instance serves one trace. Not thread-safe.
 */
public sealed interface Doctrine
        permits Fifo, Lifo, ExactProRata, GridProRata, DirtyFirst, LowestBalance, HighestOut, Poison {
    /** The value of an output that is seed number {@code seed} as a whole; its second number is 0. */
    long ofSeed(int seed, long value);

    /**
     * Moves the arrived value to the outputs and the fee of a transaction. It releases the memory of the arrivals,
     * except of unplaced ones.
     *
     * @param into empty before
     * @return false if the arithmetic reaches its limit; the doctrine cannot be used afterwards
     */
    boolean pass(TransactionView transaction, Arrivals arrivals, Passage into);

    /** The number of lots in a value: the unit of the memory limit. */
    int lots(long carried);

    /** True if the traced value is less than a number of base units. */
    boolean isBelow(long carried, long units);

    /** True if the traced value is always the whole output or fee, and seeds are not separated. */
    default boolean carriesWholeValue() {
        return false;
    }

    /** True if the second number of a value can differ from 0. */
    default boolean carriesFraction() {
        return false;
    }

    /** Writes the traced value, by seed if the doctrine separates seeds, and releases its memory. */
    void settle(long carried, long fraction, Shares into);

    /** Memory of all values, free cells included, bytes. */
    long bytes();

    /** The arithmetic in words, for the result. */
    String arithmetic();
}
