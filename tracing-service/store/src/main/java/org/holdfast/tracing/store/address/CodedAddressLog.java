package org.holdfast.tracing.store.address;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.holdfast.tracing.output.graph.AddressLog;
import org.holdfast.tracing.store.frame.file.RecordFile;
import org.jspecify.annotations.Nullable;

/**
 * Addresses in their {@link AddressCode}, copied from records into flat memory. References are resolved at the end in
 * batches, so that reads of far memory wait at the same time. Public for other stores of the same records.
 */
public final class CodedAddressLog implements AddressLog {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int PAGE_SHIFT = 16;
    private static final int PAGE_BYTES = 1 << PAGE_SHIFT;
    private static final int FIRST_ROOM = 64;
    /** References that are resolved together. */
    private static final int BATCH = 64;

    private final @Nullable RecordFile records;
    private byte[][] pages = {new byte[PAGE_BYTES]};
    private int page;
    /** The next free byte of the last page. */
    private int at;
    /** Per address its page and its place in it. */
    private long[] places = new long[FIRST_ROOM];

    private int count;

    /** For records in which every address is whole. */
    public CodedAddressLog() {
        this.records = null;
    }

    public CodedAddressLog(RecordFile records) {
        this.records = records;
    }

    @Override
    public void add(@Nullable String address) {
        if (address == null) {
            int to = room(1);
            pages[page][to] = AddressCode.NONE;
            number(to);
            at = to + 1;
            return;
        }
        byte[] code = new byte[AddressCode.roomFor(address)];
        int length = AddressCode.write(address, code, 0);
        int to = room(length);
        System.arraycopy(code, 0, pages[page], to, length);
        number(to);
        at = to + length;
    }

    /** Adds the code that begins at a byte of a segment. */
    public void add(MemorySegment segment, long place) {
        int length = AddressCode.bytes(segment, place);
        int to = room(length);
        copy(segment, place, pages[page], to, length);
        number(to);
        at = to + length;
    }

    /** Most codes have about twenty bytes; a few words cost less than the general copy. */
    private static void copy(MemorySegment from, long place, byte[] into, int to, int length) {
        if (length < Long.BYTES) {
            for (int i = 0; i < length; i++) {
                into[to + i] = from.get(ValueLayout.JAVA_BYTE, place + i);
            }
            return;
        }
        int last = length - Long.BYTES;
        for (int i = 0; i < last; i += Long.BYTES) {
            LONGS.set(into, to + i, from.get(RecordFile.LONG, place + i));
        }
        LONGS.set(into, to + last, from.get(RecordFile.LONG, place + last));
    }

    /** The place in the last page that has room for so many bytes. */
    private int room(int length) {
        if (at + length > pages[page].length) {
            page++;
            if (page == pages.length) {
                pages = Arrays.copyOf(pages, 2 * page);
            }
            pages[page] = new byte[Math.max(PAGE_BYTES, length)];
            at = 0;
        }
        return at;
    }

    private void number(int place) {
        if (count == places.length) {
            places = Arrays.copyOf(places, 2 * count);
        }
        places[count++] = (long) page << Integer.SIZE | place;
    }

    @Override
    public void complete() {
        if (records == null) {
            return;
        }
        int[] numbers = new int[BATCH];
        long[] far = new long[BATCH];
        int some = 0;
        for (int i = 0; i < count; i++) {
            byte[] in = pages[(int) (places[i] >>> Integer.SIZE)];
            int code = (int) places[i];
            if (AddressCode.isSeen(in[code])) {
                numbers[some] = i;
                far[some++] = AddressCode.seenPlace(in, code);
            }
            if (some == BATCH || (some > 0 && i == count - 1)) {
                fetch(records, numbers, far, some);
                some = 0;
            }
        }
    }

    private void fetch(RecordFile from, int[] numbers, long[] far, int some) {
        int touched = 0;
        for (int i = 0; i < some; i++) {
            touched |= AddressCode.bytes(from.segment(RecordFile.wordOf(far[i])), from.offsetOfByte(far[i]));
        }
        if (touched == 0) {
            throw new IllegalStateException("an address of no bytes");
        }
        for (int i = 0; i < some; i++) {
            int last = count;
            add(from.segment(RecordFile.wordOf(far[i])), from.offsetOfByte(far[i]));
            places[numbers[i]] = places[last];
            count = last;
        }
    }

    @Override
    public @Nullable String get(int number) {
        byte[] in = pages[(int) (places[number] >>> Integer.SIZE)];
        return AddressCode.read(in, (int) places[number]);
    }
}
