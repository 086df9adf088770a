package org.holdfast.tracing.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** One entry per block, in the order in which they came. */
final class BlockFile implements AutoCloseable {
    private final FileChannel channel;

    BlockFile(Path file) {
        try {
            channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many whole entries the file has room for. */
    long count() {
        try {
            return channel.size() / BlockEntry.BYTES;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The entry of a block, empty where it is torn or not there. */
    Optional<BlockEntry> read(long index) {
        var buffer = ByteBuffer.allocate(BlockEntry.BYTES);
        try {
            while (buffer.hasRemaining()) {
                if (channel.read(buffer, index * BlockEntry.BYTES + buffer.position()) < 0) {
                    return Optional.empty();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return BlockEntry.read(buffer.array());
    }

    void write(long index, BlockEntry entry) {
        var buffer = ByteBuffer.wrap(entry.bytes());
        try {
            while (buffer.hasRemaining()) {
                channel.write(buffer, index * BlockEntry.BYTES + buffer.position());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void cut(long count) {
        try {
            if (channel.size() > count * BlockEntry.BYTES) {
                channel.truncate(count * BlockEntry.BYTES);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void force() {
        try {
            channel.force(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
