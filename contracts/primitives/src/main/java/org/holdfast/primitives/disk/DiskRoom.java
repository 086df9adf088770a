package org.holdfast.primitives.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The room that programs with much to write leave on a disk. They pause in time, so that the small writes of others,
 * such as approvals and answers, still find room.
 *
 * @param path anything on the disk
 * @param leastFreeBytes with less free space, nothing large is written
 */
public record DiskRoom(Path path, long leastFreeBytes) {
    /** The system property with the path. */
    public static final String PATH = "holdfast.disk.path";

    /** The system property with the bytes; without it nothing pauses. */
    public static final String LEAST_FREE = "holdfast.disk.least-free";

    /** The room that the system properties of this process ask for. */
    public static DiskRoom ofProperties() {
        return new DiskRoom(Path.of(System.getProperty(PATH, ".")), Long.getLong(LEAST_FREE, 0));
    }

    /** What is wrong, as a sentence that names the disk; empty while there is room or the disk cannot be asked. */
    public Optional<String> shortage() {
        try {
            long free = Files.getFileStore(path).getUsableSpace();
            return free >= leastFreeBytes
                    ? Optional.empty()
                    : Optional.of("the disk of %s has %d MiB free, less than %d MiB: no blocks are written"
                            .formatted(path, free >> 20, leastFreeBytes >> 20));
        } catch (IOException unknown) {
            return Optional.empty();
        }
    }
}
