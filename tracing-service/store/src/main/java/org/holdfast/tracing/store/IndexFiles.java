package org.holdfast.tracing.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files of an index in its folder. */
record IndexFiles(Path folder) {
    private static final List<String> PATTERNS =
            List.of("index\\.mark", "blocks\\.bin", "records-\\d{5}\\.bin", "ids-[ab]\\.bin", "blocks\\.journal");

    Path mark() {
        return folder.resolve("index.mark");
    }

    Path blocks() {
        return folder.resolve("blocks.bin");
    }

    Path ids(boolean second) {
        return folder.resolve(second ? "ids-b.bin" : "ids-a.bin");
    }

    /** The file of the format before this one. */
    Path journal() {
        return folder.resolve("blocks.journal");
    }

    List<Path> all() {
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

    long bytes() {
        long bytes = 0;
        for (Path file : all()) {
            bytes += file.toFile().length();
        }
        return bytes;
    }
}
