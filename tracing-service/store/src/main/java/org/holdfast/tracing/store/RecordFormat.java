package org.holdfast.tracing.store;

/**
 * How a transaction's record is laid out, version 2. Its first word, from the lowest bit on: words of the whole record
 * (20 bits), flags (6), number of outputs (12), number of inputs (12), width in bytes less one of output sums (3),
 * input sums (3), distances (3) and output numbers (2). Then, everything little endian and without gaps:
 *
 * <ol>
 *   <li>only with {@link #LARGE}: a word with inputs (low half) and outputs, a word with the words of the record;
 *   <li>only with {@link #NAMESAKE}: a word with the position of the coinbase of the same id that this one overwrites;
 *   <li>a spender slot per output, one word each: see {@link Slot}. The only thing that changes after it is written;
 *   <li>per output, the sum of the outputs up to and with it;
 *   <li>per input, the sum of the inputs up to and with it, as far as all of them are known;
 *   <li>per input, the distance in words back to the record whose output it spends, 0 where that is not here;
 *   <li>per input, the number of that output;
 *   <li>only with {@link #UNKNOWN}: four bytes, the first input that is not known;
 *   <li>32 bytes of transaction id in display order;
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

    static final int ADDRESS_GROUP = 16;
    static final int ID_BYTES = 32;
    static final int GROUP_BYTES = 4;
    static final int UNKNOWN_BYTES = 4;
    static final int SMALL_COUNT_MAX = (1 << 12) - 1;
    static final int SMALL_WORDS_MAX = (1 << 20) - 1;

    private static final int FLAGS_AT = 20;
    private static final int OUTPUTS_AT = 26;
    private static final int INPUTS_AT = 38;
    private static final int OUTPUT_SUM_AT = 50;
    private static final int INPUT_SUM_AT = 53;
    private static final int DISTANCE_AT = 56;
    private static final int NUMBER_AT = 59;

    private RecordFormat() {}

    /** Widths of a record's columns, in bytes. */
    record Widths(int outputSum, int inputSum, int distance, int number) {}

    static long header(int words, int flags, int outputs, int inputs, Widths widths) {
        return words
                | (long) flags << FLAGS_AT
                | (long) outputs << OUTPUTS_AT
                | (long) inputs << INPUTS_AT
                | (long) (widths.outputSum() - 1) << OUTPUT_SUM_AT
                | (long) (widths.inputSum() - 1) << INPUT_SUM_AT
                | (long) (widths.distance() - 1) << DISTANCE_AT
                | (long) (widths.number() - 1) << NUMBER_AT;
    }

    static int words(long header) {
        return (int) (header & SMALL_WORDS_MAX);
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

    /** Bytes that a value needs, at least one. */
    static int width(long value) {
        return Math.max(1, (Long.SIZE - Long.numberOfLeadingZeros(value) + 7) >>> 3);
    }
}
