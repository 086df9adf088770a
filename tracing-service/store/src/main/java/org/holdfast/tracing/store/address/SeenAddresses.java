package org.holdfast.tracing.store.address;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.holdfast.tracing.store.frame.file.RecordFile;

/**
 * A cache of the positions of recent addresses in the records, so that a repeated address takes the few bytes of a
 * reference. The cache has a fixed size and overwrites entries; an address that is not found is written in full. Each
 * hit is compared byte by byte, so a collision costs one comparison.
 */
public final class SeenAddresses {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    /** Eight bytes each: 8 MiB for an index. */
    private static final int SLOTS_MAX = 1 << 20;

    /** A reference to a shorter address would take as many bytes as the address. */
    public static final int LENGTH_LEAST = 10;

    private static final int SLOT_BITS = 20;
    private static final int PLACE_BITS = 46;
    private static final long PLACE_MASK = (1L << PLACE_BITS) - 1;
    private static final long MULTIPLIER = 0x9E37_79B9_7F4A_7C15L;

    private final RecordFile records;
    private final long[] entries = new long[SLOTS_MAX];
    private boolean empty = true;

    public SeenAddresses(RecordFile records) {
        this.records = records;
    }

    /**
     * The hash by which an address is found.
     *
     * @param length at least {@link #LENGTH_LEAST}
     */
    public static long hash(byte[] bytes, int at, int length) {
        long hash = length;
        int last = at + length - Long.BYTES;
        for (int next = at; next < last; next += Long.BYTES) {
            hash = mixed(hash ^ (long) LONG.get(bytes, next));
        }
        return mixed(hash ^ (long) LONG.get(bytes, last));
    }

    /** The byte position of the same address in the records; 0 if it is unknown. */
    public long find(long hash, byte[] bytes, int at, int length) {
        long entry = entries[slot(hash)];
        if (entry == 0 || (entry ^ hash) >>> PLACE_BITS != 0) {
            return 0;
        }
        long place = entry & PLACE_MASK;
        MemorySegment segment = records.segment(RecordFile.wordOf(place));
        return same(segment, records.offsetOfByte(place), bytes, at, length) ? place : 0;
    }

    /** Reads the entry of a hash ahead; the value has no meaning. */
    public long touch(long hash) {
        return entries[slot(hash)];
    }

    /** Reads the beginning of the likely address ahead; the value has no meaning. */
    public long touchAddress(long hash) {
        long entry = entries[slot(hash)];
        if (entry == 0 || (entry ^ hash) >>> PLACE_BITS != 0) {
            return 0;
        }
        long word = RecordFile.wordOf(entry & PLACE_MASK);
        return records.segment(word).get(RecordFile.LONG, records.offset(word));
    }

    /** Remembers the position of an address. */
    public void put(long hash, long place) {
        if (place <= PLACE_MASK) {
            entries[slot(hash)] = hash >>> PLACE_BITS << PLACE_BITS | place;
            empty = false;
        }
    }

    /** Forgets all addresses. Call it before records are overwritten. */
    public void clear() {
        if (!empty) {
            Arrays.fill(entries, 0);
            empty = true;
        }
    }

    private static int slot(long hash) {
        return (int) (hash & (1 << SLOT_BITS) - 1);
    }

    /** Word by word; the last word overlaps the one before it where the length is no multiple of eight. */
    private static boolean same(MemorySegment segment, long offset, byte[] bytes, int at, int length) {
        if (length > segment.byteSize() - offset) {
            return false;
        }
        int last = length - Long.BYTES;
        for (int i = 0; i < last; i += Long.BYTES) {
            if (segment.get(RecordFile.LONG, offset + i) != (long) LONG.get(bytes, at + i)) {
                return false;
            }
        }
        return segment.get(RecordFile.LONG, offset + last) == (long) LONG.get(bytes, at + last);
    }

    private static long mixed(long value) {
        long product = value * MULTIPLIER;
        return product ^ product >>> 32;
    }
}
