package org.holdfast.tracing.store.frame;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.holdfast.primitives.ChainId;
import org.holdfast.tracing.store.frame.file.IndexFiles;
import org.holdfast.tracing.store.frame.file.MarkFile;
import org.holdfast.tracing.store.graph.MappedGraphStore;

/**
 * Builds an index beside the one that is there and puts it in its place. Two folders stand beside the index meanwhile:
 * {@code .new}, which is built, and {@code .old}, which was replaced. The order is: build the new one, force it to the
 * disk, rename the index to {@code .old}, rename {@code .new} to the index, remove {@code .old}. So whoever comes after
 * a crash finds either the index in its place, and what stands beside it is of no use; or no index and an old one, and
 * then the new one is whole. {@link #settle} does what is left to do.
 *
 * <p>The lock of the old index is held from the first step to the last: nobody opens it in between.
 */
public final class IndexReplacement implements AutoCloseable {
    private final Path folder;
    private final MarkFile lock;
    private final MappedGraphStore store;
    private boolean ended;

    private IndexReplacement(Path folder, MarkFile lock, MappedGraphStore store) {
        this.folder = folder;
        this.lock = lock;
        this.store = store;
    }

    /**
     * Begins a new index beside the one in a folder, which may be of any format or absent.
     *
     * @param said is given a sentence for each thing that an earlier replacement left to do
     * @throws org.holdfast.primitives.InputFaultException if a service or another replacement has it open
     */
    public static IndexReplacement begin(Path folder, ChainId chain, Consumer<String> said) {
        settle(folder).forEach(said);
        new IndexFiles(folder).make();
        MarkFile lock = MarkFile.open(new IndexFiles(folder).mark());
        try {
            tidy(folder).forEach(said);
            return new IndexReplacement(folder, lock, MappedGraphStore.open(made(folder), chain));
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /**
     * Ends what an earlier replacement left when its process ended, one sentence for each thing done; nothing where
     * nothing is left.
     *
     * @throws org.holdfast.primitives.InputFaultException if a service or another replacement has the index open
     */
    public static List<String> settle(Path folder) {
        if (Files.isDirectory(folder)) {
            if (Files.notExists(made(folder)) && Files.notExists(replaced(folder))) {
                return List.of();
            }
            try (var _ = MarkFile.open(new IndexFiles(folder).mark())) {
                return tidy(folder);
            }
        }
        if (Files.notExists(replaced(folder))) {
            return List.of();
        }
        try (var _ = MarkFile.open(new IndexFiles(replaced(folder)).mark())) {
            var done = new ArrayList<String>();
            boolean whole = Files.isDirectory(made(folder));
            move(whole ? made(folder) : replaced(folder), folder);
            if (whole) {
                done.add("the index " + folder + " was built again to its end and is in its place now");
            }
            done.addAll(tidy(folder));
            return done;
        }
    }

    /** The index that is built. */
    public MappedGraphStore store() {
        return store;
    }

    /** Puts the new index in the place of the old one, which is gone then. */
    public void replace() {
        store.close();
        forceNames(made(folder));
        move(folder, replaced(folder));
        move(made(folder), folder);
        ended = true;
        try {
            forceNames(Objects.requireNonNull(folder.toAbsolutePath().getParent()));
            remove(replaced(folder));
        } finally {
            lock.close();
        }
    }

    /** Removes what was built, unless it took the place of the old index. */
    @Override
    public void close() {
        if (ended) {
            return;
        }
        ended = true;
        store.close();
        remove(made(folder));
        lock.close();
    }

    public static Path made(Path folder) {
        return folder.resolveSibling(folder.getFileName() + ".new");
    }

    public static Path replaced(Path folder) {
        return folder.resolveSibling(folder.getFileName() + ".old");
    }

    /** With the index in its place and locked, nothing beside it is of use. */
    private static List<String> tidy(Path folder) {
        var done = new ArrayList<String>();
        if (remove(made(folder))) {
            done.add("an index that was built beside " + folder + " and never finished was removed");
        }
        if (remove(replaced(folder))) {
            done.add("the index that " + folder + " has replaced was removed");
        }
        return done;
    }

    private static void move(Path from, Path to) {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Forces the names in a folder to the disk. */
    private static void forceNames(Path folder) {
        try (var names = FileChannel.open(folder, StandardOpenOption.READ)) {
            names.force(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean remove(Path folder) {
        if (Files.notExists(folder)) {
            return false;
        }
        try {
            List<Path> inside;
            try (Stream<Path> files = Files.list(folder)) {
                inside = files.toList();
            }
            for (Path file : inside) {
                Files.deleteIfExists(file);
            }
            return Files.deleteIfExists(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
