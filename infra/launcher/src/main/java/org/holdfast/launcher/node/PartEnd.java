package org.holdfast.launcher.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.holdfast.servers.PrivateFiles;

/**
 * How a part of the node ended last, as its file tells it. The file outlives restarts of the part and of the node.
 *
 * @param exitCode as the operating system tells it; -1 if it is unknown
 * @param cause why it ended, in one sentence
 * @param lastWords the last line of its log
 */
public record PartEnd(int exitCode, String cause, String lastWords) {
    /** The exit code of a process that an earlier node started. */
    public static final int UNKNOWN = -1;

    /** The adapter's own exit codes are 1 to 4; a signal gives a higher one. */
    private static final int OWN_CODE_MAX = 4;

    private static final int LINES = 3;

    /** True if the part gave up by itself. */
    public boolean isRefusal() {
        return exitCode > 0 && exitCode <= OWN_CODE_MAX;
    }

    static Optional<PartEnd> read(Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            return lines.size() < LINES
                    ? Optional.empty()
                    : Optional.of(new PartEnd(Integer.parseInt(lines.getFirst()), lines.get(1), lines.getLast()));
        } catch (IOException | NumberFormatException absentOrTorn) {
            return Optional.empty();
        }
    }

    /** Writes the file whole or not at all. */
    public void write(Path file) {
        PrivateFiles.write(file, exitCode + "\n" + oneLine(cause) + "\n" + oneLine(lastWords) + "\n");
    }

    private static String oneLine(String text) {
        return text.replace('\n', ' ').replace('\r', ' ');
    }
}
