package org.holdfast.tracing.store.frame;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.OptionalInt;
import org.holdfast.tracing.store.frame.file.MarkFile;

/**
 * One entry per block in ascending height, and the state of the index that follows from them.
 *
 * @param <T> the counts and sums of the kind of index
 */
public final class BlockFile<T> implements AutoCloseable {
    /** The checksum of the records between two places; empty where no sequence of records fills it. */
    public interface Checksums {
        OptionalInt of(long first, long end);
    }

    private final FileChannel channel;
    private final TotalsCode<T> code;

    public BlockFile(Path file, TotalsCode<T> code) {
        this.code = code;
        try {
            channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many whole entries the file has room for. */
    public long count() {
        try {
            return channel.size() / BlockEntry.BYTES;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The entry of a block, empty if it is incomplete or missing. */
    public Optional<BlockEntry<T>> read(long index) {
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
        return BlockEntry.read(buffer.array(), code);
    }

    /** The entry of a committed block. */
    public BlockEntry<T> get(long index) {
        return read(index).orElseThrow(() -> new IllegalStateException("the entry of block " + index + " is damaged"));
    }

    /** Before the first block. */
    public IndexState<T> none(long offset) {
        return IndexState.none(offset, code.none());
    }

    /** Without the last block. */
    public IndexState<T> withoutLast(IndexState<T> state, long offset) {
        int last = state.blocks() - 1;
        return last == 0 ? none(offset) : state.minusLast(get(last - 1), offset);
    }

    /** The state of a mark, empty if the entries do not lead to it. */
    public Optional<IndexState<T>> asMarked(MarkFile.Mark mark) {
        IndexState<T> state = none(mark.feedOffset());
        for (long i = 0; i < mark.blocks(); i++) {
            Optional<BlockEntry<T>> entry = read(i);
            if (entry.isEmpty() || entry.get().first() != state.end()) {
                return Optional.empty();
            }
            state = state.plus(entry.get());
        }
        return state.end() == mark.end() ? Optional.of(state.at(mark.feedOffset())) : Optional.empty();
    }

    /** The entry of a block that was begun after a state, and may have changed earlier records. */
    public Optional<BlockEntry<T>> begun(IndexState<T> state) {
        return read(state.blocks()).filter(entry -> entry.first() == state.end());
    }

    /** The longest sequence of consecutive blocks with correct checksums. */
    public IndexState<T> asChecked(long words, Checksums checksums) {
        IndexState<T> state = none(0);
        Optional<BlockEntry<T>> entry = read(0);
        while (entry.isPresent() && follows(entry.get(), state) && entry.get().end() <= words) {
            OptionalInt found = checksums.of(entry.get().first(), entry.get().end());
            if (found.isEmpty() || found.getAsInt() != entry.get().checksum()) {
                break;
            }
            state = state.plus(entry.get());
            entry = read(state.blocks());
        }
        return state;
    }

    private static <T> boolean follows(BlockEntry<T> entry, IndexState<T> state) {
        boolean linked = entry.segmentStart()
                || state.tip().filter(tip -> tip.hash().equals(entry.parent())).isPresent();
        return linked && entry.first() == state.end() && entry.end() >= entry.first();
    }

    public void write(long index, BlockEntry<T> entry) {
        var buffer = ByteBuffer.wrap(entry.bytes(code));
        try {
            while (buffer.hasRemaining()) {
                channel.write(buffer, index * BlockEntry.BYTES + buffer.position());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void cut(long count) {
        try {
            if (channel.size() > count * BlockEntry.BYTES) {
                channel.truncate(count * BlockEntry.BYTES);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void force() {
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
