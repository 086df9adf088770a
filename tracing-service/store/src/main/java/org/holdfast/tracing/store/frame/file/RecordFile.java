package org.holdfast.tracing.store.frame.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Records of a chain in mapped files of equal size. A place in them is a <em>word</em>: eight bytes,
 * counted over all files. No record extends over two files: a word of zero sends the reader to the next file. All
 * numbers are little endian.
 */
public final class RecordFile implements AutoCloseable {
    public static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    public static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    /** A word that is read and written whole, so that a reader sees the old or the new one. */
    public static final VarHandle WORD =
            ValueLayout.JAVA_LONG.withOrder(ByteOrder.LITTLE_ENDIAN).varHandle();

    public static final int WORD_BYTES = 8;
    private static final int PAGE_SHIFT = 12;
    private static final int LINE_BYTES = 64;
    /** Words of the header of each file; so no record has position 0. */
    public static final int HEADER_WORDS = 8;

    private static final long MAGIC = 0x0001_4352_444C_4F48L;
    /** Disk space is reserved in steps of this size before writes through the mapping: a full disk is an error. */
    private static final int ALLOCATION_BYTES = 1 << 20;

    private final Path folder;
    private final String name;
    private final int wordShift;
    private final long wordMask;
    private final Arena arena = Arena.ofShared();
    private final BitSet dirty = new BitSet();
    /** Replaced as a whole when a file is added; the array of a reader stays valid. */
    private volatile MemorySegment[] files = {};

    /** Per file a bit for each announced page. */
    private volatile long[][] expected = {};

    private long allocatedWords;

    /**
     * @param name what the names of the files begin with
     * @param shift the size of each file is 2 to the power of this, in bytes
     */
    public RecordFile(Path folder, String name, int shift) {
        this.folder = folder;
        this.name = name;
        this.wordShift = shift - 3;
        this.wordMask = (1L << wordShift) - 1;
    }

    /** A word of the first file's header that the owner uses, read before the files are mapped; 0 without a file. */
    public long storedHeaderWord(int index) {
        if (Files.notExists(file(0))) {
            return 0;
        }
        try (var channel = FileChannel.open(file(0), StandardOpenOption.READ)) {
            var buffer = ByteBuffer.allocate(WORD_BYTES).order(ByteOrder.LITTLE_ENDIAN);
            int read = channel.read(buffer, (long) index * WORD_BYTES);
            return read == WORD_BYTES ? buffer.getLong(0) : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Maps the files that hold the words before {@code end}; later files are removed. Can be called again. */
    public void open(long end) {
        int wanted = end == 0 ? 0 : (int) ((end - 1) >>> wordShift) + 1;
        if (files.length > wanted) {
            files = Arrays.copyOf(files, wanted);
            expected = Arrays.copyOf(expected, wanted);
        }
        for (int i = 0; i < wanted; i++) {
            if (i >= files.length) {
                map(i);
            }
            if (header(i) != MAGIC) {
                throw IndexFaults.wrongVersion(file(i));
            }
        }
        allocatedWords = end;
        try {
            for (int i = wanted; Files.deleteIfExists(file(i)); i++) {
                dirty.clear(i);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many words from the first on are in files, as far as the sizes of the files tell. */
    public long wordsOnDisk() {
        long words = 0;
        try {
            for (int i = 0; Files.exists(file(i)); i++) {
                long bytes = Files.size(file(i));
                words = ((long) i << wordShift) + Math.min(bytes / WORD_BYTES, 1L << wordShift);
                if (bytes < 1L << (wordShift + 3)) {
                    break;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return words;
    }

    /** Reserves disk space for a record of so many words at or after {@code end}, and returns its place. */
    public long reserve(long end, int words) {
        if (words > wordMask + 1 - HEADER_WORDS) {
            throw new IllegalStateException("a record of " + words + " words does not fit into a file");
        }
        long place = end;
        if (place == 0 || (place & wordMask) + words > wordMask + 1) {
            if ((place & wordMask) != 0) {
                allocate(place + 1);
                putWord(place, 0);
            }
            place = place == 0 ? HEADER_WORDS : ((((place - 1) >>> wordShift) + 1) << wordShift) + HEADER_WORDS;
        } else if ((place & wordMask) == 0) {
            place += HEADER_WORDS;
        }
        allocate(place + words);
        return place;
    }

    /** The first record at or after a place; skips a word of zero and the header of a file. */
    public long recordAt(long place) {
        long at = place;
        if ((at & wordMask) != 0 && word(at) == 0) {
            at = ((at >>> wordShift) + 1) << wordShift;
        }
        return (at & wordMask) == 0 ? at + HEADER_WORDS : at;
    }

    public MemorySegment segment(long position) {
        return files[(int) (position >>> wordShift)];
    }

    /** Bytes from the beginning of the segment. */
    public long offset(long position) {
        return (position & wordMask) << 3;
    }

    /** Bytes that a value needs, at least one. */
    public static int width(long value) {
        return Math.max(1, (Long.SIZE - Long.numberOfLeadingZeros(value) + 7) >>> 3);
    }

    /** The word that contains a byte of the records. */
    public static long wordOf(long bytePlace) {
        return bytePlace >>> 3;
    }

    /** The offset of a byte of the records in its segment. */
    public long offsetOfByte(long bytePlace) {
        return bytePlace & ((wordMask << 3) | (WORD_BYTES - 1));
    }

    public long word(long position) {
        return (long) WORD.getAcquire(segment(position), offset(position));
    }

    public void putWord(long position, long value) {
        WORD.setRelease(segment(position), offset(position), value);
        dirty.set((int) (position >>> wordShift));
    }

    public void put(long position, byte[] bytes, int length) {
        MemorySegment.copy(bytes, 0, segment(position), ValueLayout.JAVA_BYTE, offset(position), length);
        dirty.set((int) (position >>> wordShift));
    }

    public void get(long position, byte[] into, int length) {
        MemorySegment.copy(segment(position), ValueLayout.JAVA_BYTE, offset(position), into, 0, length);
    }

    /** Words between a place and the end of its file. */
    public long roomBehind(long position) {
        return wordMask + 1 - (position & wordMask);
    }

    /**
     * Asks the system to read the page of a record before it is needed, once for each page while the index is open.
     * Returns whether that was done before, so that the page is likely in memory.
     */
    public boolean expect(long position) {
        int file = (int) (position >>> wordShift);
        long offset = offset(position);
        int page = (int) (offset >>> PAGE_SHIFT);
        long[] pages = expected[file];
        long bit = 1L << page;
        if ((pages[page >>> 6] & bit) == 0) {
            // Two threads may lose each other's bit: the page is then asked for twice.
            pages[page >>> 6] |= bit;
            Prefetch.willNeed(files[file], offset);
            return false;
        }
        return true;
    }

    /** Reads the first two cache lines of a record ahead. */
    public long touch(long position) {
        MemorySegment segment = segment(position);
        long offset = offset(position);
        return segment.get(LONG, offset)
                + segment.get(LONG, Math.min(offset + LINE_BYTES, segment.byteSize() - WORD_BYTES));
    }

    /** Returns when all writes are on the disk. */
    public void force() {
        for (int i = dirty.nextSetBit(0); i >= 0; i = dirty.nextSetBit(i + 1)) {
            files[i].force();
        }
        dirty.clear();
    }

    /** Closes the mapping and returns the disk space after {@code end}. */
    public void close(long end) {
        arena.close();
        int last = files.length - 1;
        if (last >= 0) {
            long keep = Math.max(end - ((long) last << wordShift), HEADER_WORDS) * WORD_BYTES;
            try (var channel = FileChannel.open(file(last), StandardOpenOption.WRITE)) {
                if (keep < channel.size()) {
                    channel.truncate(keep);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public void close() {
        arena.close();
    }

    private void allocate(long endWord) {
        int last = (int) ((endWord - 1) >>> wordShift);
        while (files.length <= last) {
            map(files.length);
            int added = files.length - 1;
            WORD.setRelease(files[added], 0L, MAGIC);
            dirty.set(added);
            allocatedWords = Math.max(allocatedWords, ((long) added << wordShift) + HEADER_WORDS);
        }
        while (allocatedWords < endWord) {
            int index = (int) (allocatedWords >>> wordShift);
            long from = offset(allocatedWords);
            int bytes = (int) Math.min(ALLOCATION_BYTES, (wordMask + 1) * WORD_BYTES - from);
            try (var channel = FileChannel.open(file(index), StandardOpenOption.WRITE)) {
                writeZeros(channel, from, bytes);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            allocatedWords += bytes / WORD_BYTES;
            if ((allocatedWords & wordMask) == 0) {
                allocatedWords += HEADER_WORDS;
            }
        }
    }

    private static void writeZeros(FileChannel channel, long from, int bytes) throws IOException {
        var zeros = ByteBuffer.allocate(bytes);
        while (zeros.hasRemaining()) {
            channel.write(zeros, from + zeros.position());
        }
    }

    private void map(int index) {
        try (var channel = FileChannel.open(
                file(index), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            MemorySegment mapped = channel.map(FileChannel.MapMode.READ_WRITE, 0, (wordMask + 1) * WORD_BYTES, arena);
            long[][] pages = Arrays.copyOf(expected, index + 1);
            pages[index] = new long[(int) (mapped.byteSize() >>> (PAGE_SHIFT + 6)) + 1];
            expected = pages;
            MemorySegment[] more = Arrays.copyOf(files, index + 1);
            more[index] = mapped;
            files = more;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long header(int index) {
        return (long) WORD.getAcquire(files[index], 0L);
    }

    private Path file(int index) {
        return folder.resolve("%s-%05d.bin".formatted(name, index));
    }
}
