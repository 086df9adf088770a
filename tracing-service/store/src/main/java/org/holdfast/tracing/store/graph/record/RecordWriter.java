package org.holdfast.tracing.store.graph.record;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.holdfast.primitives.Hash256;
import org.holdfast.tracing.output.graph.BlockContent;
import org.holdfast.tracing.store.address.AddressCode;
import org.holdfast.tracing.store.address.CodedAddresses;
import org.holdfast.tracing.store.address.SeenAddresses;
import org.holdfast.tracing.store.frame.LongList;
import org.holdfast.tracing.store.frame.file.RecordFile;
import org.jspecify.annotations.Nullable;

/**
 * Writes one record at a time into its buffer, in {@link RecordFormat}. Public for other stores of the same records.
 */
public final class RecordWriter {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle BIG_ENDIAN =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle BIG_ENDIAN_INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final int ROOM = 256;

    /** The inputs of a transaction, as far as their sources are indexed. */
    public static final class Sources {
        private long[] positions = new long[16];
        private int[] outputs = new int[16];
        /** Running sums, including the input; after the first unknown input they do not change. */
        private long[] sums = new long[16];

        private int count;
        private int firstUnknown;

        /** Begins a transaction; set its inputs next, all of them in order. */
        public void begin(int inputs) {
            if (inputs > positions.length) {
                positions = new long[inputs * 2];
                outputs = new int[inputs * 2];
                sums = new long[inputs * 2];
            }
            count = inputs;
            firstUnknown = inputs;
        }

        /** Sets an input with an indexed source. */
        public void known(int input, long position, int output, long value) {
            positions[input] = position;
            outputs[input] = output;
            long before = input == 0 ? 0 : sums[input - 1];
            sums[input] = firstUnknown < input ? before : Math.addExact(before, value);
        }

        /** Sets an input with an unknown source. */
        public void unknown(int input) {
            positions[input] = 0;
            outputs[input] = 0;
            sums[input] = input == 0 ? 0 : sums[input - 1];
            firstUnknown = Math.min(firstUnknown, input);
        }

        /** Whether all sources are indexed. */
        public boolean complete() {
            return firstUnknown == count;
        }

        /** Sum of the inputs before the first unknown one. */
        public long total() {
            return count == 0 ? 0 : sums[count - 1];
        }

        /** Position of a source, 0 if it is unknown. */
        public long position(int input) {
            return positions[input];
        }
    }

    private final int slotBytes;
    private final @Nullable SeenAddresses seen;
    /** Hash and offset of each address that the last record contains in full. */
    private final LongList whole = new LongList();

    /** Encoded addresses and the number of the current transaction; null if this writer encodes them. */
    private @Nullable CodedAddresses coded;

    private int codedTransaction;

    private byte[] bytes = new byte[1 << 12];
    private int at;

    /**
     * @param slots whether records have slots; a store that keeps spends elsewhere needs none
     */
    public RecordWriter(boolean slots) {
        this.slotBytes = slots ? RecordFile.WORD_BYTES : 0;
        this.seen = null;
    }

    /** For records with slots, in which a repeated address is a reference. */
    public RecordWriter(SeenAddresses seen) {
        this.slotBytes = RecordFile.WORD_BYTES;
        this.seen = seen;
    }

    /** Sets the addresses of the next transaction. */
    public void addresses(CodedAddresses addresses, int transaction) {
        coded = addresses;
        codedTransaction = transaction;
    }

    /**
     * Writes the record of a transaction for a position. Returns its length in words.
     *
     * @param namesake position of the coinbase that this one overwrites; 0 for none
     */
    public int write(BlockContent.Transaction transaction, long position, Sources sources, long namesake) {
        List<BlockContent.Output> outputs = transaction.outputs();
        int outs = outputs.size();
        int ins = sources.count;
        long total = 0;
        boolean destroys = false;
        int room = ROOM + outs * 24 + ins * 24;
        for (BlockContent.Output output : outputs) {
            total = Math.addExact(total, output.value());
            destroys |= output.destroys();
        }
        room += addressRoom(outputs);
        ensure(room);
        RecordFormat.Widths widths = widths(position, sources, total);
        boolean large = outs > RecordFormat.SMALL_COUNT_MAX
                || ins > RecordFormat.SMALL_COUNT_MAX
                || room > RecordFormat.SMALL_WORDS_MAX;
        int flags = (transaction.coinbase() ? RecordFormat.COINBASE : 0)
                | (destroys ? RecordFormat.DESTROYS : 0)
                | (sources.firstUnknown < ins ? RecordFormat.UNKNOWN : 0)
                | (namesake == 0 ? 0 : RecordFormat.NAMESAKE)
                | (large ? RecordFormat.LARGE : 0);
        boolean brief = outs <= RecordFormat.SHORT_COUNT_MAX
                && ins <= RecordFormat.SHORT_COUNT_MAX
                && (flags & ~RecordFormat.SHORT_FLAGS) == 0
                && widths.number() <= RecordFormat.SHORT_NUMBER_WIDTH_MAX;
        var head = new Head(position, namesake, flags, widths);
        if (brief && put(transaction, sources, head, true) <= RecordFormat.SHORT_WORDS_MAX) {
            INT.set(bytes, 0, RecordFormat.shortened(RecordFormat.header(words(), flags, outs, ins, widths)));
        } else {
            put(transaction, sources, head, false);
            LONG.set(
                    bytes,
                    0,
                    RecordFormat.header(large ? 1 : words(), flags, large ? 0 : outs, large ? 0 : ins, widths));
            if (large) {
                LONG.set(bytes, 2 * RecordFile.WORD_BYTES, (long) words());
            }
        }
        return words();
    }

    private int addressRoom(List<BlockContent.Output> outputs) {
        if (coded != null) {
            return coded.room(codedTransaction);
        }
        int room = 0;
        for (BlockContent.Output output : outputs) {
            room += AddressCode.roomFor(output.address());
        }
        return room;
    }

    /** The head of a record, and its position. */
    private record Head(long position, long namesake, int flags, RecordFormat.Widths widths) {}

    /** Writes everything after the header; returns the length in words. */
    private int put(BlockContent.Transaction transaction, Sources sources, Head head, boolean brief) {
        List<BlockContent.Output> outputs = transaction.outputs();
        whole.clear();
        at = RecordFile.WORD_BYTES;
        if ((head.flags() & RecordFormat.LARGE) != 0) {
            putLong((long) outputs.size() << 32 | sources.count);
            putLong(0);
        }
        if (head.namesake() != 0) {
            putLong(head.namesake());
        }
        Arrays.fill(bytes, at, at + outputs.size() * slotBytes, (byte) 0);
        at += outputs.size() * slotBytes;
        columns(outputs, head.position(), sources, head.widths());
        if (sources.firstUnknown < sources.count) {
            putInt(sources.firstUnknown);
        }
        putId(transaction.id().hash(), brief);
        if ((head.flags() & RecordFormat.DESTROYS) != 0) {
            putDestroyed(outputs);
        }
        putAddresses(outputs);
        Arrays.fill(bytes, at, words() * RecordFile.WORD_BYTES, (byte) 0);
        return words();
    }

    private int words() {
        return (at + RecordFile.WORD_BYTES - 1) / RecordFile.WORD_BYTES;
    }

    private static RecordFormat.Widths widths(long position, Sources sources, long outputTotal) {
        int last = sources.count - 1;
        boolean fee = sources.count > 0 && sources.complete();
        long largestSum = !fee ? sources.total() : last == 0 ? 0 : sources.sums[last - 1];
        return new RecordFormat.Widths(
                RecordFile.width(outputTotal),
                RecordFile.width(largestSum),
                RecordFile.width(farthest(position, sources)),
                RecordFile.width(highest(sources)),
                fee ? RecordFile.width(sources.total() - outputTotal) : 1);
    }

    /** The buffer; its first words, as many as {@link #write} returned, are the record until the next call. */
    public byte[] buffer() {
        return bytes;
    }

    private void columns(
            List<BlockContent.Output> outputs, long position, Sources sources, RecordFormat.Widths widths) {
        long sum = 0;
        for (int i = 0; i < outputs.size(); i++) {
            sum += outputs.get(i).value();
            put(sum, widths.outputSum());
        }
        boolean fee = sources.count > 0 && sources.complete();
        for (int i = 0; i < sources.count - (fee ? 1 : 0); i++) {
            put(sources.sums[i], widths.inputSum());
        }
        if (fee) {
            put(sources.total() - sum, widths.fee());
        }
        for (int i = 0; i < sources.count; i++) {
            put(sources.positions[i] == 0 ? 0 : position - sources.positions[i], widths.distance());
        }
        for (int i = 0; i < sources.count; i++) {
            put(sources.outputs[i], widths.number());
        }
    }

    private void putId(Hash256 id, boolean brief) {
        if (brief) {
            BIG_ENDIAN_INT.set(bytes, RecordFormat.SHORT_ID_BYTES, (int) (id.w0() >>> Integer.SIZE));
            BIG_ENDIAN_INT.set(bytes, at, (int) id.w0());
            at -= RecordFormat.SHORT_ID_BYTES;
        } else {
            BIG_ENDIAN.set(bytes, at, id.w0());
        }
        BIG_ENDIAN.set(bytes, at + 8, id.w1());
        BIG_ENDIAN.set(bytes, at + 16, id.w2());
        BIG_ENDIAN.set(bytes, at + 24, id.w3());
        at += RecordFormat.ID_BYTES;
    }

    private void putDestroyed(List<BlockContent.Output> outputs) {
        int length = (outputs.size() + 7) >>> 3;
        Arrays.fill(bytes, at, at + length, (byte) 0);
        for (int i = 0; i < outputs.size(); i++) {
            if (outputs.get(i).destroys()) {
                int place = at + (i >>> 3);
                bytes[place] = (byte) (bytes[place] | 1 << (i & 7));
            }
        }
        at += length;
    }

    private void putAddresses(List<BlockContent.Output> outputs) {
        int groups = Math.max(0, (outputs.size() - 1) / RecordFormat.ADDRESS_GROUP);
        int groupsAt = at;
        at += groups * RecordFormat.GROUP_BYTES;
        int first = at;
        for (int i = 0; i < outputs.size(); i++) {
            if (i > 0 && i % RecordFormat.ADDRESS_GROUP == 0) {
                int group = i / RecordFormat.ADDRESS_GROUP - 1;
                INT.set(bytes, groupsAt + group * RecordFormat.GROUP_BYTES, at - first);
            }
            if (coded != null) {
                putCoded(coded, coded.first(codedTransaction) + i);
            } else {
                at = AddressCode.write(outputs.get(i).address(), bytes, at);
            }
        }
    }

    private void putCoded(CodedAddresses from, int number) {
        int start = from.start(number);
        int length = from.length(number);
        if (seen != null && length >= SeenAddresses.LENGTH_LEAST) {
            long hash = from.hash(number);
            long place = seen.find(hash, from.bytes(), start, length);
            if (place != 0) {
                at = AddressCode.writeSeen(place, bytes, at);
                return;
            }
            whole.add(hash);
            whole.add(at);
        }
        System.arraycopy(from.bytes(), start, bytes, at, length);
        at += length;
    }

    /** Sets the position of the last record, so that later records can refer to its addresses. */
    public void placed(long position) {
        if (seen == null) {
            return;
        }
        for (int i = 0; i < whole.size(); i += 2) {
            seen.put(whole.get(i), position * RecordFile.WORD_BYTES + whole.get(i + 1));
        }
    }

    private static long farthest(long position, Sources sources) {
        long farthest = 0;
        for (int i = 0; i < sources.count; i++) {
            if (sources.positions[i] != 0) {
                farthest = Math.max(farthest, position - sources.positions[i]);
            }
        }
        return farthest;
    }

    private static long highest(Sources sources) {
        long highest = 0;
        for (int i = 0; i < sources.count; i++) {
            highest = Math.max(highest, sources.outputs[i]);
        }
        return highest;
    }

    private void put(long value, int width) {
        LONG.set(bytes, at, value);
        at += width;
    }

    private void putLong(long value) {
        LONG.set(bytes, at, value);
        at += Long.BYTES;
    }

    private void putInt(int value) {
        INT.set(bytes, at, value);
        at += Integer.BYTES;
    }

    private void ensure(int wanted) {
        if (bytes.length < wanted) {
            bytes = new byte[wanted * 2];
        }
    }
}
