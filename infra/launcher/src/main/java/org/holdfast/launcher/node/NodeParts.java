package org.holdfast.launcher.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.holdfast.launcher.client.ContractJson;
import org.holdfast.servers.PrivateFiles;
import tools.jackson.core.JacksonException;

/** The parts of the running node, as it writes them to a file every few seconds. */
public record NodeParts(List<PartStatus> parts) {
    /** How often the node writes. */
    public static final Duration WRITTEN_EVERY = Duration.ofSeconds(2);

    public NodeParts {
        parts = List.copyOf(parts);
    }

    /** What the node wrote last; no parts if there is no such file. */
    public static NodeParts read(NodeLayout layout) {
        try {
            return ContractJson.read(Files.readString(layout.parts()), NodeParts.class);
        } catch (IOException | JacksonException absent) {
            return new NodeParts(List.of());
        }
    }

    /** How long ago the node wrote; empty if it never did. */
    public static Optional<Duration> age(NodeLayout layout, Instant now) {
        try {
            return Optional.of(
                    Duration.between(Files.getLastModifiedTime(layout.parts()).toInstant(), now));
        } catch (IOException absent) {
            return Optional.empty();
        }
    }

    /** Writes the file. On a full disk the time of the last change alone says that the node runs. */
    public void write(NodeLayout layout, Instant now) {
        try {
            PrivateFiles.write(layout.parts(), ContractJson.write(this));
        } catch (UncheckedIOException full) {
            try {
                Files.setLastModifiedTime(layout.parts(), FileTime.from(now));
            } catch (IOException absent) {
                full.addSuppressed(absent);
                throw full;
            }
        }
    }

    /** A part by its name. */
    public Optional<PartStatus> part(String name) {
        return parts.stream().filter(part -> part.name().equals(name)).findFirst();
    }
}
