package org.holdfast.tracing.output.policy;

import org.holdfast.tracing.output.graph.TransactionView;
import org.holdfast.tracing.output.state.Arrivals;
import org.holdfast.tracing.output.state.Passage;
import org.holdfast.tracing.output.state.Shares;

/**
 * How traced value passes through one transaction. What an output carries is two numbers, not both 0, of which most
 * doctrines need one: the amount itself and multiples of 2^-64 behind it, or where the doctrine keeps it in flat memory
 * until it is released, and 0. One instance serves one trace; not shared between
 * threads.
 */
public sealed interface Doctrine
        permits Fifo, Lifo, ExactProRata, GridProRata, DirtyFirst, LowestBalance, HighestOut, Poison {
    /** What a whole output carries that is seed number {@code seed}; its second number is 0. */
    long ofSeed(int seed, long value);

    /**
     * Moves what arrives at a transaction's inputs to its outputs and its fee. What arrived is released by this, what
     * is left unplaced is not.
     *
     * @param into empty before
     * @return false where the doctrine's arithmetic reaches its named bound; nothing else may be asked then
     */
    boolean pass(TransactionView transaction, Arrivals arrivals, Passage into);

    /** How many pieces of state an output's traced part holds: what the memory of a trace is measured in. */
    int lots(long carried);

    /** Whether the traced value is less than so many base units. */
    boolean isBelow(long carried, long units);

    /** Whether what is carried is the whole value of the output, or of the fee, and no seed is told apart. */
    default boolean carriesWholeValue() {
        return false;
    }

    /** Whether the second number that an output carries may be other than 0. */
    default boolean carriesFraction() {
        return false;
    }

    /** Writes the traced value, by seed where the doctrine tells seeds apart, and releases it. */
    void settle(long carried, long fraction, Shares into);

    /** Memory of what outputs carry now, and of what is free for more. */
    long bytes();

    /** How amounts are computed, in words for the result. */
    String arithmetic();
}
