package org.holdfast.tracing.output.graph;

import org.holdfast.primitives.TxId;
import org.jspecify.annotations.Nullable;

/**
 * One transaction of a UTXO chain as the graph knows it. All amounts are base units. Running sums are part of the port,
 * because they make placing value among outputs a search instead of a walk.
 */
public interface TransactionView {
    /** The value of an input whose transaction is not in the graph. Never to be guessed. */
    long UNKNOWN = -1;

    /** The spender of an output that a later coinbase of the same id has overwritten: nobody can ever spend it. */
    long OVERWRITTEN = -2;

    long position();

    TxId id();

    long height();

    boolean coinbase();

    /** Zero for a coinbase. */
    int inputCount();

    /** The position of the transaction whose output this input spends, or {@link GraphIndex#ABSENT}. */
    long inputSource(int input);

    /** The output spent, an index of the source transaction; 0 where the source is absent. */
    int inputSourceOutput(int input);

    /** The value of the input or {@link #UNKNOWN}. */
    long inputValue(int input);

    /**
     * The sum of all inputs before this one, {@link #UNKNOWN} if one of them is; {@code inputCount()} gives the
     * total.
     */
    long inputSumBefore(int input);

    int outputCount();

    long outputValue(int output);

    /** The sum of all outputs before this one; {@code outputCount()} gives the total. */
    long outputSumBefore(int output);

    /** Position of the spending transaction, {@link GraphIndex#ABSENT} while unspent, or {@link #OVERWRITTEN}. */
    long spender(int output);

    /** Which input of the spender spends this output; 0 while unspent. */
    int spenderInput(int output);

    /** The address in the field's form; null where the script has none. */
    @Nullable
    String outputAddress(int output);

    /** Takes the address down in a log of the same index: a store can copy it as it lies there. */
    default void logAddress(int output, AddressLog log) {
        log.add(outputAddress(output));
    }

    /**
     * A number that is the same for equal addresses of one index and seldom for others; 0 where there is none. A store
     * makes it of the address as it lies there.
     */
    default long outputAddressMark(int output) {
        return outputAddressKey(output);
    }

    /**
     * The address as a 64-bit key, {@link AddressKey#of}; 0 where the script has none. A set of labels is asked by key
     * first, so that most outputs never become text.
     */
    default long outputAddressKey(int output) {
        return AddressKey.of(outputAddress(output));
    }

    /** True where the script can never be satisfied (OP_RETURN): value put there is destroyed. */
    boolean outputDestroys(int output);
}
