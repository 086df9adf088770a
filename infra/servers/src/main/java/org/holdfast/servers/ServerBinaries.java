package org.holdfast.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;

/**
 * Where the build put the servers' own files.
 *
 * @param kafkaJars the jars of the broker, for a class path of its own
 * @param postgresArchive the jar that holds the PostgreSQL binaries
 */
public record ServerBinaries(List<Path> kafkaJars, Path postgresArchive) {
    public ServerBinaries {
        kafkaJars = List.copyOf(kafkaJars);
    }

    /** Finds them below a built tree. Throws {@link InputFaultException} where the tree is not built. */
    public static ServerBinaries below(Path home) {
        Path built = home.resolve("infra/servers/target");
        List<Path> kafka = jars(built.resolve("kafka"));
        List<Path> postgres = jars(built.resolve("postgres"));
        if (kafka.isEmpty() || postgres.size() != 1) {
            throw new InputFaultException(new InputFault(
                    "servers.binaries.missing",
                    "the servers' files are not built",
                    built.toString(),
                    "broker jars and one PostgreSQL archive",
                    kafka.size() + " and " + postgres.size(),
                    "build the tree with ./holdfast"));
        }
        return new ServerBinaries(kafka, postgres.getFirst());
    }

    private static List<Path> jars(Path folder) {
        if (Files.notExists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.toString().endsWith(".jar")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
