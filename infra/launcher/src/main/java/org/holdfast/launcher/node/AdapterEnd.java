package org.holdfast.launcher.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How the adapter of a followed chain ended last. The node writes it to a file, because the next start empties the log.
 *
 * @param exitCode as the operating system tells it
 * @param lastWords the last line of the log
 */
public record AdapterEnd(int exitCode, String lastWords) {
    /** The adapter's own exit codes are 1 to 4; a signal gives a higher one. */
    private static final int OWN_CODE_MAX = 4;

    /** True if the adapter gave up by itself; a new start will not help. */
    public boolean isRefusal() {
        return exitCode > 0 && exitCode <= OWN_CODE_MAX;
    }

    static Optional<AdapterEnd> read(Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            return Optional.of(new AdapterEnd(Integer.parseInt(lines.getFirst()), lines.getLast()));
        } catch (IOException | RuntimeException absentOrTorn) {
            return Optional.empty();
        }
    }

    void write(Path file) {
        PrivateFile.write(file, exitCode + "\n" + lastWords + "\n");
    }
}
