package org.holdfast.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;

/**
 * What is remembered of a started process, so that another run finds it and never stops a stranger that was given the
 * same pid.
 *
 * @param pid process id
 * @param startedAt start time as the operating system tells it; a recycled pid has another
 * @param port the loopback port it serves
 */
public record ServerRecord(long pid, Instant startedAt, int port) {
    /** The record in this file, if there is one that can be read; a torn one counts as none. */
    public static Optional<ServerRecord> read(Path file) {
        if (Files.notExists(file)) {
            return Optional.empty();
        }
        try (var in = Files.newBufferedReader(file)) {
            var properties = new Properties();
            properties.load(in);
            return Optional.of(new ServerRecord(
                    Long.parseLong(properties.getProperty("pid", "")),
                    Instant.parse(properties.getProperty("startedAt", "")),
                    Integer.parseInt(properties.getProperty("port", ""))));
        } catch (IOException | RuntimeException torn) {
            return Optional.empty();
        }
    }

    /** Writes the record whole or not at all. */
    public void write(Path file) {
        try {
            Path partial = file.resolveSibling(file.getFileName() + ".partial");
            Files.writeString(partial, "pid=%d%nstartedAt=%s%nport=%d%n".formatted(pid, startedAt, port));
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The live process that this record means, if it still runs. */
    public Optional<ProcessHandle> process() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(handle ->
                        handle.info().startInstant().filter(startedAt::equals).isPresent());
    }
}
