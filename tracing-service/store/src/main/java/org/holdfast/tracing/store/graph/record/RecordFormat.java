package org.holdfast.tracing.store.graph.record;

import org.holdfast.tracing.store.address.AddressCode;

/**
 * How a transaction's record is laid out, version 4. Its first word, from the lowest bit on: 0, words of the whole
 * record (19 bits), flags (6), number of outputs (12), number of inputs (12), width in bytes less one of output sums
 * (3), input sums (3), distances (3), output numbers (2) and the fee (3). Most records are short and have half a word
 * instead: 1, words (6 bits), the first three flags, outputs (4), inputs (4), the same widths (3, 3, 3, 1, 3); the
 * other half is then the beginning of the id. Then, everything little endian and without gaps:
 *
 * <ol>
 *   <li>only with {@link #LARGE}: a word with inputs (low half) and outputs, a word with the words of the record;
 *   <li>only with {@link #NAMESAKE}: a word with the position of the coinbase of the same id that this one overwrites;
 *   <li>a spender slot per output, one word each: see {@link Slot}. The only thing that changes after it is written;
 *   <li>per output, the sum of the outputs up to and with it;
 *   <li>per input but the last, the sum of the inputs up to and with it; then the fee, what all inputs sum to beyond
 *       the outputs. With {@link #UNKNOWN} a sum for the last too, as far as all before are known, and no fee;
 *   <li>per input, the distance in words back to the record whose output it spends, 0 where that is not here;
 *   <li>per input, the number of that output;
 *   <li>only with {@link #UNKNOWN}: four bytes, the first input that is not known;
 *   <li>32 bytes of transaction id in display order, 28 where the first four are in the first word;
 *   <li>only with {@link #DESTROYS}: a bit per output that can never be spent;
 *   <li>only with more than {@link #ADDRESS_GROUP} outputs: per started group after the first, four bytes: where its
 *       addresses begin;
 *   <li>the addresses: see {@link AddressCode}; padding to a whole word.
 * </ol>
 */
final class RecordFormat {
    static final int COINBASE = 1;
    static final int DESTROYS = 2;
    static final int UNKNOWN = 4;
    static final int NAMESAKE = 8;
    static final int LARGE = 16;

    /** The shortest record; it contains the words that determine its length. */
    static final int WORDS_LEAST = 4;

    static final int ADDRESS_GROUP = 16;
    static final int ID_BYTES = 32;
    static final int GROUP_BYTES = 4;
    static final int UNKNOWN_BYTES = 4;
    static final int SMALL_COUNT_MAX = (1 << 12) - 1;
    static final int SMALL_WORDS_MAX = (1 << 19) - 1;
    static final int SHORT_WORDS_MAX = (1 << 6) - 1;
    static final int SHORT_COUNT_MAX = (1 << 4) - 1;
    static final int SHORT_FLAGS = COINBASE | DESTROYS | UNKNOWN;
    static final int SHORT_NUMBER_WIDTH_MAX = 2;
    /** Bytes of the id in the first word of a short record. */
    static final int SHORT_ID_BYTES = 4;

    private static final int SHORT = 1;
    private static final int WORDS_AT = 1;
    private static final int FLAGS_AT = 20;
    private static final int OUTPUTS_AT = 26;
    private static final int INPUTS_AT = 38;
    private static final int OUTPUT_SUM_AT = 50;
    private static final int INPUT_SUM_AT = 53;
    private static final int DISTANCE_AT = 56;
    private static final int NUMBER_AT = 59;
    private static final int FEE_AT = 61;
    private static final int SHORT_FLAGS_AT = 7;
    private static final int SHORT_OUTPUTS_AT = 10;
    private static final int SHORT_INPUTS_AT = 14;
    private static final int SHORT_WIDTHS_AT = 18;
    private static final int SHORT_NUMBER_AT = 27;
    private static final int SHORT_FEE_AT = 28;
    private static final int WIDTHS_MASK = (1 << 9) - 1;

    private RecordFormat() {}

    /** Widths of a record's columns, in bytes. */
    record Widths(int outputSum, int inputSum, int distance, int number, int fee) {}

    static long header(int words, int flags, int outputs, int inputs, Widths widths) {
        return (long) words << WORDS_AT
                | (long) flags << FLAGS_AT
                | (long) outputs << OUTPUTS_AT
                | (long) inputs << INPUTS_AT
                | (long) (widths.outputSum() - 1) << OUTPUT_SUM_AT
                | (long) (widths.inputSum() - 1) << INPUT_SUM_AT
                | (long) (widths.distance() - 1) << DISTANCE_AT
                | (long) (widths.number() - 1) << NUMBER_AT
                | (long) (widths.fee() - 1) << FEE_AT;
    }

    /** The half word of a short record that has this header. */
    static int shortened(long header) {
        return SHORT
                | words(header) << WORDS_AT
                | flags(header) << SHORT_FLAGS_AT
                | outputs(header) << SHORT_OUTPUTS_AT
                | inputs(header) << SHORT_INPUTS_AT
                | ((int) (header >>> OUTPUT_SUM_AT) & WIDTHS_MASK) << SHORT_WIDTHS_AT
                | (numberWidth(header) - 1) << SHORT_NUMBER_AT
                | (feeWidth(header) - 1) << SHORT_FEE_AT;
    }

    /** The header for a record's first word; {@link #isShort} gives the same answer for both. */
    static long header(long first) {
        if (!isShort(first)) {
            return first;
        }
        return SHORT
                | (first >>> WORDS_AT & SHORT_WORDS_MAX) << WORDS_AT
                | (first >>> SHORT_FLAGS_AT & SHORT_FLAGS) << FLAGS_AT
                | (first >>> SHORT_OUTPUTS_AT & SHORT_COUNT_MAX) << OUTPUTS_AT
                | (first >>> SHORT_INPUTS_AT & SHORT_COUNT_MAX) << INPUTS_AT
                | (first >>> SHORT_WIDTHS_AT & WIDTHS_MASK) << OUTPUT_SUM_AT
                | (first >>> SHORT_NUMBER_AT & 1) << NUMBER_AT
                | (first >>> SHORT_FEE_AT & 7) << FEE_AT;
    }

    static boolean isShort(long header) {
        return (header & SHORT) != 0;
    }

    static int words(long header) {
        return (int) (header >>> WORDS_AT) & SMALL_WORDS_MAX;
    }

    static int flags(long header) {
        return (int) (header >>> FLAGS_AT) & 0x3F;
    }

    static int outputs(long header) {
        return (int) (header >>> OUTPUTS_AT) & SMALL_COUNT_MAX;
    }

    static int inputs(long header) {
        return (int) (header >>> INPUTS_AT) & SMALL_COUNT_MAX;
    }

    static int outputSumWidth(long header) {
        return ((int) (header >>> OUTPUT_SUM_AT) & 7) + 1;
    }

    static int inputSumWidth(long header) {
        return ((int) (header >>> INPUT_SUM_AT) & 7) + 1;
    }

    static int distanceWidth(long header) {
        return ((int) (header >>> DISTANCE_AT) & 7) + 1;
    }

    static int numberWidth(long header) {
        return ((int) (header >>> NUMBER_AT) & 3) + 1;
    }

    static int feeWidth(long header) {
        return (int) (header >>> FEE_AT) + 1;
    }
}
