package org.holdfast.tracing.store.frame.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * Which run of the operating system this is. What a killed process wrote is still there as long as the system runs;
 * what was written before the system stopped may have been lost in any part.
 */
public record BootId(long high, long low) {
    private static final Path LINUX = Path.of("/proc/sys/kernel/random/boot_id");
    static final BootId UNKNOWN = new BootId(0, 0);

    public static BootId current() {
        try {
            var id = UUID.fromString(
                    Files.readString(LINUX, StandardCharsets.US_ASCII).trim());
            return new BootId(id.getMostSignificantBits(), id.getLeastSignificantBits());
        } catch (IOException | IllegalArgumentException notTold) {
            return UNKNOWN;
        }
    }

    public boolean wrote(MarkFile.Mark mark) {
        return !equals(UNKNOWN) && mark.bootHigh() == high && mark.bootLow() == low;
    }
}
