package org.holdfast.tracing.store.frame.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.LongPredicate;
import org.holdfast.primitives.Hash256;

/**
 * From a transaction id, or another key, to its position: open addressing with linear steps in a mapped file of words,
 * each a position (43 bits) and 21 bits of the key's hash. The key itself is in the record and is compared there. A
 * removed key leaves a mark, so that a search continues after it. The table is derived from the records and can be made
 * again at any time.
 */
public final class IdTable {
    private static final VarHandle WORD =
            ValueLayout.JAVA_LONG.withOrder(ByteOrder.LITTLE_ENDIAN).varHandle();
    private static final long MAGIC = 0x0001_4449_444C_4F48L;
    private static final int HEADER_BYTES = 64;
    private static final long CAPACITY_AT = 8;
    private static final long USED_AT = 16;
    private static final long COMPLETE_AT = 24;
    private static final long EMPTY = 0;
    private static final int PRINT_BITS = 21;
    private static final long PRINT_MASK = (1L << PRINT_BITS) - 1;
    /** Position 0 is that of no record. */
    private static final long TAKEN_AWAY = 1;

    /** A table is full at seven eighths; a new one has places for one and a half times the ids. */
    private static final long FULL_PARTS = 7;

    private static final long PARTS = 8;
    static final long CAPACITY_LEAST = 1 << 10;

    private final MemorySegment table;
    private final long capacity;
    private final Path file;

    private IdTable(MemorySegment table, long capacity, Path file) {
        this.table = table;
        this.capacity = capacity;
        this.file = file;
    }

    /** A new, empty table with room for so many ids at least; not complete until {@link #complete}. */
    public static IdTable create(Path file, long ids) {
        long capacity = Math.max(CAPACITY_LEAST, ids + ids / 2);
        try {
            Files.deleteIfExists(file);
            MemorySegment mapped = map(file, HEADER_BYTES + capacity * Long.BYTES);
            WORD.setRelease(mapped, 0L, MAGIC);
            WORD.setRelease(mapped, CAPACITY_AT, capacity);
            return new IdTable(mapped, capacity, file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the file is a complete table. */
    public static boolean isComplete(Path file) {
        try {
            if (Files.notExists(file) || Files.size(file) < HEADER_BYTES) {
                return false;
            }
            MemorySegment mapped = map(file, Files.size(file));
            long capacity = (long) WORD.getAcquire(mapped, CAPACITY_AT);
            return (long) WORD.getAcquire(mapped, 0L) == MAGIC
                    && (long) WORD.getAcquire(mapped, COMPLETE_AT) == 1
                    && mapped.byteSize() == HEADER_BYTES + capacity * Long.BYTES;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static IdTable open(Path file) {
        try {
            MemorySegment mapped = map(file, Files.size(file));
            return new IdTable(mapped, (long) WORD.getAcquire(mapped, CAPACITY_AT), file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path file() {
        return file;
    }

    public void complete() {
        VarHandle.fullFence();
        WORD.setRelease(table, COMPLETE_AT, 1L);
    }

    public boolean isFull(long more) {
        return (used() + more) * PARTS > capacity * FULL_PARTS;
    }

    public void force() {
        table.force();
    }

    /** The position that the table has for the id, 0 for none. */
    public long find(Hash256 id, LongPredicate same) {
        return find(hash(id), same);
    }

    /** Reads the first place of an id ahead; the value has no meaning. */
    public long touch(Hash256 id) {
        return touch(hash(id));
    }

    /** Reads the first place of a hash ahead; the value has no meaning. */
    public long touch(long hash) {
        return word(first(hash));
    }

    /** The likely position of an id, 0 for none: no record is read. */
    public long likely(Hash256 id) {
        return likely(hash(id));
    }

    /** The likely position of a key with that hash, 0 for none: no record is read. */
    public long likely(long hash) {
        return find(hash, _ -> true);
    }

    /**
     * The position that the table has for a key of that hash, 0 for none.
     *
     * @param same whether the record at a position is that of the key
     */
    public long find(long hash, LongPredicate same) {
        long place = place(hash, same);
        return place < 0 ? 0 : word(place) >>> PRINT_BITS;
    }

    /** Adds an id that the table does not have. */
    public void add(Hash256 id, long position) {
        add(hash(id), position);
    }

    /** Adds a key that the table does not have. */
    public void add(long hash, long position) {
        long at = first(hash);
        long word = word(at);
        while (word != EMPTY && word != TAKEN_AWAY) {
            at = at + 1 == capacity ? 0 : at + 1;
            word = word(at);
        }
        put(at, position << PRINT_BITS | (hash & PRINT_MASK));
        if (word == EMPTY) {
            WORD.setRelease(table, USED_AT, used() + 1);
        }
    }

    /** Changes the position of an id; 0 removes it. An unknown id changes nothing. */
    public void replace(Hash256 id, long position, LongPredicate same) {
        replace(hash(id), position, same);
    }

    /** The same for a key of any kind. */
    public void replace(long hash, long position, LongPredicate same) {
        long place = place(hash, same);
        if (place >= 0) {
            put(place, position == 0 ? TAKEN_AWAY : position << PRINT_BITS | (hash & PRINT_MASK));
        }
    }

    private long place(long hash, LongPredicate same) {
        long at = first(hash);
        while (true) {
            long word = word(at);
            if (word == EMPTY) {
                return -1;
            }
            if ((word & PRINT_MASK) == (hash & PRINT_MASK)
                    && word >>> PRINT_BITS != 0
                    && same.test(word >>> PRINT_BITS)) {
                return at;
            }
            at = at + 1 == capacity ? 0 : at + 1;
        }
    }

    private long used() {
        return (long) WORD.getAcquire(table, USED_AT);
    }

    private long first(long hash) {
        return Math.unsignedMultiplyHigh(hash, capacity);
    }

    private long word(long place) {
        return (long) WORD.getAcquire(table, HEADER_BYTES + place * Long.BYTES);
    }

    private void put(long place, long word) {
        WORD.setRelease(table, HEADER_BYTES + place * Long.BYTES, word);
    }

    /**
     * The hash of an id; places in the table grow with it. Ids are hashes already, but tests and attackers choose other
     * values: the finaliser of MurmurHash3 mixes them.
     */
    public static long hash(Hash256 id) {
        long hash =
                id.w0() ^ Long.rotateLeft(id.w1(), 17) ^ Long.rotateLeft(id.w2(), 31) ^ Long.rotateLeft(id.w3(), 47);
        return mixed(hash);
    }

    public static long mixed(long value) {
        long hash = (value ^ value >>> 33) * 0xff51afd7ed558ccdL;
        hash = (hash ^ hash >>> 33) * 0xc4ceb9fe1a85ec53L;
        return hash ^ hash >>> 33;
    }

    private static MemorySegment map(Path file, long bytes) throws IOException {
        try (var channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            // Unmapped when unreachable: readers may still hold a table that a larger one has replaced.
            return channel.map(FileChannel.MapMode.READ_WRITE, 0, bytes, Arena.ofAuto());
        }
    }
}
