package org.holdfast.tracing.store.graph.record;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.holdfast.primitives.Hash256;
import org.holdfast.primitives.TxId;
import org.holdfast.tracing.output.graph.AddressLog;
import org.holdfast.tracing.store.address.AddressCode;
import org.holdfast.tracing.store.address.CodedAddressLog;
import org.holdfast.tracing.store.frame.file.RecordFile;
import org.jspecify.annotations.Nullable;

/**
 * Reads records in {@link RecordFormat}, except slots, which a store places and interprets itself. Public for other
 * stores of the same records.
 */
public class RecordReader {
    private final int slotBytes;
    private static final ValueLayout.OfLong BIG_ENDIAN =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private static final ValueLayout.OfInt BIG_ENDIAN_INT =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private MemorySegment segment = MemorySegment.NULL;
    private long position;
    private long start;
    private long header;
    private int outputs;
    private int inputs;
    private int words;
    private long slotsAt;
    private long outputSumsAt;
    private long inputSumsAt;
    private long distancesAt;
    private long numbersAt;
    private long unknownAt;

    /**
     * @param slots whether the records have slots
     */
    public RecordReader(boolean slots) {
        this.slotBytes = slots ? RecordFile.WORD_BYTES : 0;
    }

    /** Moves to the record that begins at a byte of a segment. */
    public final void stand(MemorySegment in, long base, long place) {
        segment = in;
        position = place;
        start = base;
        header = RecordFormat.header(segment.get(RecordFile.LONG, base));
        outputs = RecordFormat.outputs(header);
        inputs = RecordFormat.inputs(header);
        words = RecordFormat.words(header);
        long at = base + RecordFile.WORD_BYTES;
        int flags = RecordFormat.flags(header);
        if ((flags & (RecordFormat.LARGE | RecordFormat.NAMESAKE)) != 0) {
            if ((flags & RecordFormat.LARGE) != 0) {
                long counts = segment.get(RecordFile.LONG, at);
                outputs = (int) (counts >>> 32);
                inputs = (int) counts;
                words = (int) segment.get(RecordFile.LONG, at + RecordFile.WORD_BYTES);
                at += 2 * RecordFile.WORD_BYTES;
            }
            at += (flags & RecordFormat.NAMESAKE) == 0 ? 0 : RecordFile.WORD_BYTES;
        }
        slotsAt = at;
        outputSumsAt = slotsAt + (long) outputs * slotBytes;
        inputSumsAt = outputSumsAt + (long) outputs * RecordFormat.outputSumWidth(header);
        distancesAt = inputSumsAt + (long) inputs * RecordFormat.inputSumWidth(header);
        if (hasFee()) {
            distancesAt += RecordFormat.feeWidth(header) - RecordFormat.inputSumWidth(header);
        }
        numbersAt = distancesAt + (long) inputs * RecordFormat.distanceWidth(header);
        unknownAt = numbersAt + (long) inputs * RecordFormat.numberWidth(header);
    }

    public final long position() {
        return position;
    }

    /** Length of the record. */
    public final int words() {
        return words;
    }

    public final boolean coinbase() {
        return has(RecordFormat.COINBASE);
    }

    public final int inputCount() {
        return inputs;
    }

    public final int outputCount() {
        return outputs;
    }

    public final TxId id() {
        long at = idAt();
        return new TxId(new Hash256(
                firstOfId(at),
                segment.get(BIG_ENDIAN, at + 8),
                segment.get(BIG_ENDIAN, at + 16),
                segment.get(BIG_ENDIAN, at + 24)));
    }

    public final boolean hasId(Hash256 id) {
        long at = idAt();
        return firstOfId(at) == id.w0()
                && segment.get(BIG_ENDIAN, at + 8) == id.w1()
                && segment.get(BIG_ENDIAN, at + 16) == id.w2()
                && segment.get(BIG_ENDIAN, at + 24) == id.w3();
    }

    /** The first word of the id; a short record keeps its beginning in the header. */
    private long firstOfId(long at) {
        if (!RecordFormat.isShort(header)) {
            return segment.get(BIG_ENDIAN, at);
        }
        long first = segment.get(BIG_ENDIAN_INT, start + RecordFormat.SHORT_ID_BYTES);
        long second = segment.get(BIG_ENDIAN_INT, at + RecordFormat.SHORT_ID_BYTES);
        return first << Integer.SIZE | (second & 0xFFFF_FFFFL);
    }

    /** Position of the coinbase of the same id that this one overwrites; 0 for none. */
    public final long namesake() {
        return has(RecordFormat.NAMESAKE) ? segment.get(RecordFile.LONG, slotsAt - RecordFile.WORD_BYTES) : 0;
    }

    /** Position of the transaction whose output this input spends; 0 if it is unknown. */
    public final long source(int input) {
        check(input, inputs);
        long distance = unsigned(distancesAt, input, RecordFormat.distanceWidth(header));
        return distance == 0 ? 0 : position - distance;
    }

    public final int sourceOutput(int input) {
        check(input, inputs);
        return (int) unsigned(numbersAt, input, RecordFormat.numberWidth(header));
    }

    /** The number of inputs before the first unknown one; they have running sums. */
    public final int knownInputs() {
        return has(RecordFormat.UNKNOWN) ? segment.get(RecordFile.INT, unknownAt) : inputs;
    }

    /** Sum of the inputs before this one; all of them are known. */
    public final long inputSum(int input) {
        if (input == 0) {
            return 0;
        }
        if (input == inputs && hasFee()) {
            int width = RecordFormat.feeWidth(header);
            return outputSum(outputs) + unsigned(distancesAt - width, 0, width);
        }
        return unsigned(inputSumsAt, input - 1, RecordFormat.inputSumWidth(header));
    }

    /** A record with known inputs only stores the fee instead of their sum. */
    private boolean hasFee() {
        return inputs > 0 && !has(RecordFormat.UNKNOWN);
    }

    public final long outputValue(int output) {
        check(output, outputs);
        return outputSum(output + 1) - outputSum(output);
    }

    public final long outputSumBefore(int output) {
        check(output, outputs + 1);
        return outputSum(output);
    }

    private long outputSum(int output) {
        return output == 0 ? 0 : unsigned(outputSumsAt, output - 1, RecordFormat.outputSumWidth(header));
    }

    /** The present slot of an output, read atomically. */
    public final long slotAt(int output) {
        check(output, outputs);
        return (long) RecordFile.WORD.getAcquire(segment, slotsAt + (long) output * RecordFile.WORD_BYTES);
    }

    /** Bytes from the beginning of the record to its slots. */
    public final int slotsAtByte() {
        return (int) (slotsAt - start);
    }

    public final boolean outputDestroys(int output) {
        check(output, outputs);
        return has(RecordFormat.DESTROYS)
                && (segment.get(ValueLayout.JAVA_BYTE, idAt() + RecordFormat.ID_BYTES + (output >>> 3)) >>> (output & 7)
                                & 1)
                        != 0;
    }

    public final @Nullable String outputAddress(int output) {
        return AddressCode.read(addressCode(output), 0);
    }

    /** Adds an address to a log; copies its code if the log keeps codes. */
    public final void logAddress(int output, AddressLog log) {
        if (log instanceof CodedAddressLog coded) {
            coded.add(segment, addressAt(output));
        } else {
            log.add(outputAddress(output));
        }
    }

    /** A hash of the address code; equal addresses have equal hashes. */
    public final long outputAddressMark(int output) {
        return AddressCode.mark(addressCode(output));
    }

    private byte[] addressCode(int output) {
        byte[] bytes = AddressCode.at(segment, addressAt(output));
        return AddressCode.isSeen(bytes[0]) ? seen(AddressCode.seenPlace(bytes, 0)) : bytes;
    }

    /** The offset of an address code. */
    private long addressAt(int output) {
        check(output, outputs);
        long at = idAt() + RecordFormat.ID_BYTES + (has(RecordFormat.DESTROYS) ? (outputs + 7) >>> 3 : 0);
        int groups = outputs == 0 ? 0 : (outputs - 1) / RecordFormat.ADDRESS_GROUP;
        int group = output / RecordFormat.ADDRESS_GROUP;
        long first = at + (long) groups * RecordFormat.GROUP_BYTES;
        long place = first;
        if (group > 0) {
            place += segment.get(RecordFile.INT, at + (long) (group - 1) * RecordFormat.GROUP_BYTES);
        }
        for (int i = group * RecordFormat.ADDRESS_GROUP; i < output; i++) {
            place += AddressCode.bytes(segment, place);
        }
        return place;
    }

    /** The code of the address at a byte position of the records. */
    public byte[] seen(long place) {
        throw new IllegalStateException("these records have no references, and an address refers to " + place);
    }

    /** The offset of the id; in a short record the offset that the complete id would have. */
    private long idAt() {
        return unknownAt
                + (has(RecordFormat.UNKNOWN) ? RecordFormat.UNKNOWN_BYTES : 0)
                - (RecordFormat.isShort(header) ? RecordFormat.SHORT_ID_BYTES : 0);
    }

    private boolean has(int flag) {
        return (RecordFormat.flags(header) & flag) != 0;
    }

    /** The id follows the columns, so a read of eight bytes stays inside the record. */
    private long unsigned(long column, int index, int width) {
        return segment.get(RecordFile.LONG, column + (long) index * width) & -1L >>> (Long.SIZE - 8 * width);
    }

    public static void check(int index, int count) {
        if (index < 0 || index >= count) {
            throw new IndexOutOfBoundsException(index + " of " + count);
        }
    }
}
