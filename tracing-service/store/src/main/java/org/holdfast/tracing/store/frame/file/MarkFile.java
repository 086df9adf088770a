package org.holdfast.tracing.store.frame.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.holdfast.primitives.ChainId;

/**
 * The identity of an index and its committed extent. First a header (name, version, file size, chain); then two places
 * for the mark, written in turn, each with an ascending number and a CRC-32C, so that one of them is always complete.
 * The file is locked while the index is open.
 */
public final class MarkFile implements AutoCloseable {
    private static final long MAGIC = 0x0058_444E_4944_4C48L;
    private static final int HEADER_BYTES = 256;
    private static final int TEXT_AT = 24;
    private static final int MARK_BYTES = 128;
    private static final int CRC_BYTES = 4;

    /**
     * The committed extent of an index.
     *
     * @param blocks the number of committed blocks
     * @param end the word after the last committed record
     * @param bootHigh with {@code bootLow} the run of the operating system that wrote it; zero if unknown
     * @param closed whether the index was closed after everything was forced to the disk
     */
    public record Mark(long blocks, long end, long feedOffset, long bootHigh, long bootLow, boolean closed) {
        static final Mark NONE = new Mark(0, 0, 0, 0, 0, true);
    }

    private final Path file;
    private final FileChannel channel;
    private final FileLock lock;
    private long sequence;

    private MarkFile(Path file, FileChannel channel, FileLock lock) {
        this.file = file;
        this.channel = channel;
        this.lock = lock;
    }

    /** Opens and locks the file, which may be empty. */
    public static MarkFile open(Path file) {
        try {
            var channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            return new MarkFile(file, channel, lock(channel, file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FileLock lock(FileChannel channel, Path file) throws IOException {
        FileLock lock = null;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException heldHere) {
            // Reported below, like a lock of another process.
        }
        if (lock == null) {
            channel.close();
            throw IndexFaults.inUse(file);
        }
        return lock;
    }

    /**
     * Reads the header, or writes it where there is none. Returns the size of record files as a power of two.
     *
     * @param version kind and version of all files of the index; another one is refused
     */
    public int header(ChainId chain, int version, int shiftOfNew) {
        byte[] text = chain.text().getBytes(StandardCharsets.US_ASCII);
        var found = ByteBuffer.wrap(read(0, HEADER_BYTES)).order(ByteOrder.LITTLE_ENDIAN);
        if (found.getLong(0) == 0) {
            var made = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
            made.putLong(MAGIC).putInt(version).putInt(shiftOfNew).putInt(text.length);
            made.position(TEXT_AT).put(text);
            write(0, seal(made.array()));
            return shiftOfNew;
        }
        if (found.getLong(0) != MAGIC || found.getInt(8) != version || !isSealed(found.array())) {
            throw IndexFaults.wrongVersion(file);
        }
        byte[] name = Arrays.copyOfRange(found.array(), TEXT_AT, TEXT_AT + found.getInt(16));
        if (!Arrays.equals(name, text)) {
            throw IndexFaults.wrongChain(file, chain, new String(name, StandardCharsets.US_ASCII));
        }
        return found.getInt(12);
    }

    /** The last complete mark. */
    public Optional<Mark> last() {
        Optional<Mark> last = Optional.empty();
        long newest = 0;
        for (int i = 0; i < 2; i++) {
            byte[] bytes = read(HEADER_BYTES + i * MARK_BYTES, MARK_BYTES);
            var in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            long number = in.getLong();
            if (isSealed(bytes) && number > newest) {
                newest = number;
                last = Optional.of(new Mark(
                        in.getLong(), in.getLong(), in.getLong(), in.getLong(), in.getLong(), in.getLong() != 0));
            }
        }
        sequence = Math.max(sequence, newest);
        return last;
    }

    public void write(Mark mark) {
        sequence++;
        var out = ByteBuffer.allocate(MARK_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        out.putLong(sequence).putLong(mark.blocks()).putLong(mark.end()).putLong(mark.feedOffset());
        out.putLong(mark.bootHigh()).putLong(mark.bootLow()).putLong(mark.closed() ? 1 : 0);
        write(HEADER_BYTES + (int) (sequence & 1) * MARK_BYTES, seal(out.array()));
    }

    public void force() {
        try {
            channel.force(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public boolean isOpen() {
        return channel.isOpen();
    }

    @Override
    public void close() {
        try {
            lock.release();
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] seal(byte[] bytes) {
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(bytes.length - CRC_BYTES, crc(bytes));
        return bytes;
    }

    private static boolean isSealed(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(bytes.length - CRC_BYTES) == crc(bytes);
    }

    private static int crc(byte[] bytes) {
        var crc = new CRC32C();
        crc.update(bytes, 0, bytes.length - CRC_BYTES);
        return (int) crc.getValue();
    }

    private byte[] read(int at, int length) {
        var buffer = ByteBuffer.allocate(length);
        try {
            while (buffer.hasRemaining() && channel.read(buffer, at + buffer.position()) >= 0) {
                // Until it is full or the file ends; what is missing stays zero.
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return buffer.array();
    }

    private void write(int at, byte[] bytes) {
        var buffer = ByteBuffer.wrap(bytes);
        try {
            while (buffer.hasRemaining()) {
                channel.write(buffer, at + buffer.position());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
