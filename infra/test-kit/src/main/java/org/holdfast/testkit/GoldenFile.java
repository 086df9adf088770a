package org.holdfast.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Pins a stored or sent form. A golden file is written once, by running the test with {@code -Dgolden.write=true} where
 * the file does not exist yet, and never changed afterwards: a new form is a new file.
 */
public final class GoldenFile {
    private GoldenFile() {}

    /** Compares text with {@code src/test/resources/golden/<name>} of the running module. */
    public static void assertText(String name, String actual) {
        assertBytes(name, actual.getBytes(StandardCharsets.UTF_8));
    }

    /** Compares bytes with {@code src/test/resources/golden/<name>} of the running module. */
    public static void assertBytes(String name, byte[] actual) {
        Path file = Path.of("src/test/resources/golden").resolve(name);
        try {
            if (Files.notExists(file) && Boolean.getBoolean("golden.write")) {
                Files.createDirectories(file.getParent());
                Files.write(file, actual);
            }
            assertThat(file).as("golden file").exists();
            assertThat(actual)
                    .as("%s is pinned forever; a changed form needs a new name", name)
                    .isEqualTo(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
