package org.holdfast.tracing.store.frame.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The files of an index in its folder. */
public record IndexFiles(Path folder) {
    private static final List<String> PATTERNS = List.of(
            "index\\.mark",
            "incomplete",
            "blocks\\.bin",
            "records-\\d{5}\\.bin",
            "accounts-\\d{5}\\.bin",
            "lists-\\d{5}\\.bin",
            "ids-[ab]\\.bin",
            "blocks\\.journal",
            "ledgers\\.journal");

    public Path mark() {
        return folder.resolve("index.mark");
    }

    public Path blocks() {
        return folder.resolve("blocks.bin");
    }

    /** Exists where the index lacks a block that came after a higher one. */
    public Path incomplete() {
        return folder.resolve("incomplete");
    }

    public Path ids(boolean second) {
        return folder.resolve(second ? "ids-b.bin" : "ids-a.bin");
    }

    /** The complete table; the larger one if a crash left two. */
    public Optional<Path> completeTable() {
        boolean first = IdTable.isComplete(ids(false));
        boolean second = IdTable.isComplete(ids(true));
        if (first && second) {
            boolean larger = ids(true).toFile().length() > ids(false).toFile().length();
            return Optional.of(ids(larger));
        }
        return first || second ? Optional.of(ids(second)) : Optional.empty();
    }

    /** The file for a new table while the present one is in use. */
    public Path spareTable() {
        Optional<Path> there = completeTable();
        return ids(there.isPresent() && there.get().equals(ids(false)));
    }

    /** Removes the table that a new one has replaced. */
    public void removeSpareTable(IdTable table) {
        try {
            Files.deleteIfExists(ids(table.file().equals(ids(false))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Throws if there are files of an earlier format. */
    public void requireNoJournal() {
        for (String name : List.of("blocks.journal", "ledgers.journal")) {
            if (Files.exists(folder.resolve(name))) {
                throw IndexFaults.wrongVersion(folder.resolve(name));
            }
        }
    }

    public void make() {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void discard() {
        try {
            for (Path file : all()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public List<Path> all() {
        if (Files.notExists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file ->
                            PATTERNS.stream().anyMatch(file.getFileName().toString()::matches))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public long bytes() {
        long bytes = 0;
        for (Path file : all()) {
            bytes += file.toFile().length();
        }
        return bytes;
    }
}
