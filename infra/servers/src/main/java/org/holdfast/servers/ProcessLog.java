package org.holdfast.servers;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * The log of one process, which outlives the process. Every run appends to it. It is rotated by copying, because the
 * process holds the file open; lines that it writes between the copy and the cut are lost.
 */
public final class ProcessLog {
    /** A log of this size is rotated. */
    public static final long BYTES_MAX = 16L << 20;

    /** Older logs that are kept, as {@code <name>.log.1} (the newest) and so on. */
    public static final int OLDER_MAX = 3;

    private static final int LAST_LINE_BYTES_MAX = 32_000;
    private static final String CAUSE = "Caused by: ";

    private final Path file;

    /** The log of a process; the file need not exist yet. */
    public ProcessLog(Path file) {
        this.file = file;
    }

    public Path file() {
        return file;
    }

    /** Its size, which is the place at which the next run begins. */
    long size() {
        try {
            return Files.exists(file) ? Files.size(file) : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The text from a place on; the whole text if the log has been rotated since. */
    String since(long begin) {
        return text(begin <= size() ? begin : 0);
    }

    /** The last line that says something: of a stack trace, its innermost cause. Empty if there is none. */
    public String lastLine() {
        String tail = text(Math.max(0, size() - LAST_LINE_BYTES_MAX));
        return tail.lines()
                .filter(line -> !line.isBlank() && !Character.isWhitespace(line.charAt(0)))
                .reduce("", (before, line) -> line.startsWith(CAUSE) ? line.substring(CAUSE.length()) : line)
                .strip();
    }

    private String text(long begin) {
        if (Files.notExists(file)) {
            return "";
        }
        try (var in = new RandomAccessFile(file.toFile(), "r")) {
            in.seek(begin);
            byte[] bytes = new byte[Math.toIntExact(Math.max(0, in.length() - begin))];
            in.readFully(bytes);
            return new String(bytes, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes a file that is not there yet, for its owner only, and moves one that is too large out of the way. */
    public void prepare() {
        if (Files.notExists(file)) {
            PrivateFiles.write(file, "");
        }
        rotateIfLarge();
    }

    /** Moves a log that is too large out of the way. */
    public void rotateIfLarge() {
        rotateIfLarger(BYTES_MAX);
    }

    void rotateIfLarger(long bytesMax) {
        if (size() <= bytesMax) {
            return;
        }
        try {
            for (int older = OLDER_MAX; older > 1; older--) {
                if (Files.exists(older(older - 1))) {
                    Files.move(older(older - 1), older(older), StandardCopyOption.REPLACE_EXISTING);
                }
            }
            Files.copy(file, older(1), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
            Files.newByteChannel(file, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)
                    .close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path older(int number) {
        return file.resolveSibling(file.getFileName() + "." + number);
    }
}
