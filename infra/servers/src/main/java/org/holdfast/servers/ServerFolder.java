package org.holdfast.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.stream.Stream;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;

/** A directory that one server owns. */
final class ServerFolder {
    private ServerFolder() {}

    /** Makes the directory, or says in one sentence why it cannot be used. */
    static Path require(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            Path probe = Files.createTempFile(folder, "probe", null);
            Files.delete(probe);
            return folder.toAbsolutePath();
        } catch (IOException e) {
            throw new InputFaultException(
                    new InputFault(
                            "servers.directory.not-writable",
                            "a data directory cannot be written",
                            folder.toString(),
                            "a directory of one's own with free space",
                            e.getClass().getSimpleName(),
                            "choose another with --data, or mend its owner and rights"),
                    e);
        }
    }

    static void deleteTree(Path folder) {
        if (Files.notExists(folder)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
