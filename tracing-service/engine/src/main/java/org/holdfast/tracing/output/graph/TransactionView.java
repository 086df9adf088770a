package org.holdfast.tracing.output.graph;

import org.holdfast.primitives.TxId;
import org.jspecify.annotations.Nullable;

/**
 * One transaction of a UTXO chain. All amounts are base units. Running sums are part of the port: they turn a linear
 * scan over outputs into a binary search.
 */
public interface TransactionView {
    /** The value of an input whose source transaction is not indexed. It must not be guessed. */
    long UNKNOWN = -1;

    /** The spender of an output that a later coinbase with the same id overwrote (BIP 30). It can never be spent. */
    long OVERWRITTEN = -2;

    long position();

    TxId id();

    long height();

    boolean coinbase();

    /** Number of inputs; 0 for a coinbase. */
    int inputCount();

    /** The position of the transaction whose output this input spends, or {@link GraphIndex#ABSENT}. */
    long inputSource(int input);

    /** The index of the spent output in the source transaction; 0 without a source. */
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

    /** The address in its usual text form; null if the script has none. */
    @Nullable
    String outputAddress(int output);

    /** Adds the address to a log of the same index. A store can copy its own encoding. */
    default void logAddress(int output, AddressLog log) {
        log.add(outputAddress(output));
    }

    /**
     * A number that is the same for equal addresses of one index and rarely for different ones; 0 without an address. A
     * store derives it from its own encoding.
     */
    default long outputAddressMark(int output) {
        return outputAddressKey(output);
    }

    /**
     * The address as a 64-bit key, {@link AddressKey#of}; 0 without an address. Labels are looked up by key first, so
     * most addresses are never decoded to text.
     */
    default long outputAddressKey(int output) {
        return AddressKey.of(outputAddress(output));
    }

    /** True if the script can never be satisfied (OP_RETURN): its value is destroyed. */
    boolean outputDestroys(int output);
}
