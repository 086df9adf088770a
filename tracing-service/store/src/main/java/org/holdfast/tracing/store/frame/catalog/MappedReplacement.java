package org.holdfast.tracing.store.frame.catalog;

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
import java.util.function.Function;
import java.util.stream.Stream;
import org.holdfast.tracing.index.IndexReplacement;
import org.holdfast.tracing.index.IndexStore;
import org.holdfast.tracing.store.frame.file.IndexFiles;
import org.holdfast.tracing.store.frame.file.MarkFile;
import org.holdfast.tracing.store.frame.file.Reopenable;

/**
 * Builds an index next to an existing one and puts it in its place. Two more folders exist for that time: {@code .new}
 * holds the index that is built, {@code .old} the index that was replaced. The steps are: build the new index; force it
 * to the disk; rename the index to {@code .old}; rename {@code .new} to the index; remove {@code .old}. After a crash
 * there is either an index in its place, and the other folders are of no use; or there is no index but an old one, and
 * then the new one is complete. {@link #settle} takes the steps that are left.
 *
 * <p>The lock of the old index is held from the first step to the last: no process opens it in between. An old index
 * that is open in this process holds the lock itself; it closes its files for the two renames and opens the new ones.
 *
 * @param <S> the index of a chain
 */
final class MappedReplacement<S extends IndexStore<?, ?>> implements IndexReplacement<S> {
    private final Path folder;
    private final S store;
    private final Consumer<Runnable> renaming;
    private final Runnable unlock;
    private boolean ended;

    /**
     * A replacement that has begun.
     *
     * @param renaming runs the two renames while the old index has no file open
     * @param unlock gives back the lock of the old index
     */
    private MappedReplacement(Path folder, S store, Consumer<Runnable> renaming, Runnable unlock) {
        this.folder = folder;
        this.store = store;
        this.renaming = renaming;
        this.unlock = unlock;
    }

    /** Starts a new index for a folder; {@code opener} makes it in the folder that it is given. */
    static <S extends IndexStore<?, ?>> MappedReplacement<S> begin(
            Path folder, Consumer<String> said, Function<Path, S> opener) {
        settle(folder).forEach(said);
        new IndexFiles(folder).make();
        MarkFile lock = MarkFile.open(new IndexFiles(folder).mark());
        try {
            tidy(folder).forEach(said);
            return new MappedReplacement<>(folder, opener.apply(made(folder)), Runnable::run, lock::close);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** Starts a new index for the folder of an open one. */
    static <S extends IndexStore<?, ?> & Reopenable> MappedReplacement<S> nextTo(
            Path folder, S open, Function<Path, S> opener) {
        var _ = tidy(folder);
        return new MappedReplacement<>(folder, opener.apply(made(folder)), open::reopen, () -> {});
    }

    /** Takes the steps that an interrupted replacement left, one sentence for each. */
    static List<String> settle(Path folder) {
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

    @Override
    public S store() {
        return store;
    }

    @Override
    public void replace() {
        renaming.accept(this::rename);
        try {
            forceNames(Objects.requireNonNull(folder.toAbsolutePath().getParent()));
            remove(replaced(folder));
        } finally {
            unlock.run();
        }
    }

    private void rename() {
        store.close();
        forceNames(made(folder));
        move(folder, replaced(folder));
        move(made(folder), folder);
        ended = true;
    }

    @Override
    public void close() {
        if (ended) {
            return;
        }
        ended = true;
        store.close();
        remove(made(folder));
        unlock.run();
    }

    static Path made(Path folder) {
        return folder.resolveSibling(folder.getFileName() + ".new");
    }

    static Path replaced(Path folder) {
        return folder.resolveSibling(folder.getFileName() + ".old");
    }

    /** Removes both other folders: the index is in its place and locked. */
    private static List<String> tidy(Path folder) {
        var done = new ArrayList<String>();
        if (remove(made(folder))) {
            done.add("an unfinished replacement of " + folder + " was removed");
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
    static void forceNames(Path folder) {
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
