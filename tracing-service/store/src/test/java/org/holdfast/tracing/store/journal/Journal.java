package org.holdfast.tracing.store.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.holdfast.tracing.store.frame.file.IndexFaults;

/**
 * An append-only file of entries: length (4 bytes), CRC-32C of the content (4 bytes), content. An entry is there or not
 * there: bytes that a crash leaves after the last whole entry are cut when the file is opened. What is cut by a power
 * loss
 * is read from the topic again, because an entry carries its own place in the feed; so nothing has to be forced to disk
 * before an append returns.
 */
final class Journal implements AutoCloseable {
    private static final int HEAD_BYTES = 8;
    private static final int ENTRY_BYTES_MAX = 256 << 20;

    private final FileChannel channel;
    private final FileLock lock;
    private long end;

    private Journal(FileChannel channel, FileLock lock) {
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * Opens or makes the file, gives every whole entry in order, and cuts a torn one after them.
     *
     * @param magic first eight bytes of the file: name and version of the format
     */
    static Journal open(Path file, long magic, Consumer<byte[]> entries) {
        try {
            Files.createDirectories(file.resolveSibling("."));
            var channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            var journal = new Journal(channel, lock(channel, file));
            journal.recover(file, magic, entries);
            return journal;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Appends an entry with one write. */
    void append(byte[] content) {
        var buffer = ByteBuffer.allocate(HEAD_BYTES + content.length);
        buffer.putInt(content.length).putInt(crc(content)).put(content).flip();
        try {
            long at = end;
            while (buffer.hasRemaining()) {
                at += channel.write(buffer, at);
            }
            end = at;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Size in bytes. */
    long bytes() {
        return end;
    }

    @Override
    public void close() {
        try {
            channel.force(true);
            lock.release();
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FileLock lock(FileChannel channel, Path file) throws IOException {
        FileLock lock = null;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException heldHere) {
            // Said below, like a lock that another process holds.
        }
        if (lock == null) {
            channel.close();
            throw IndexFaults.inUse(file);
        }
        return lock;
    }

    private void recover(Path file, long magic, Consumer<byte[]> entries) throws IOException {
        if (channel.size() < HEAD_BYTES) {
            channel.truncate(0);
            channel.write(ByteBuffer.allocate(HEAD_BYTES).putLong(magic).flip(), 0);
        } else if (ByteBuffer.wrap(read(0, HEAD_BYTES)).getLong() != magic) {
            throw IndexFaults.wrongVersion(file);
        }
        end = HEAD_BYTES;
        while (channel.size() - end >= HEAD_BYTES) {
            var head = ByteBuffer.wrap(read(end, HEAD_BYTES));
            int length = head.getInt();
            int crc = head.getInt();
            if (length <= 0 || length > ENTRY_BYTES_MAX || channel.size() - end - HEAD_BYTES < length) {
                break;
            }
            byte[] content = read(end + HEAD_BYTES, length);
            if (crc(content) != crc) {
                break;
            }
            entries.accept(content);
            end += HEAD_BYTES + length;
        }
        channel.truncate(end);
    }

    private byte[] read(long position, int length) throws IOException {
        var buffer = ByteBuffer.allocate(length);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, position + buffer.position()) < 0) {
                throw new IOException("the index became shorter while it was read");
            }
        }
        return buffer.array();
    }

    private static int crc(byte[] content) {
        var crc = new CRC32C();
        crc.update(content);
        return (int) crc.getValue();
    }
}
