package org.holdfast.tracing.app.config;

import java.nio.file.Path;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What an operator sets.
 *
 * @param data directory of the indexes
 * @param chains CAIP-2 ids of the chains to index
 */
@ConfigurationProperties("holdfast")
public record TracingSettings(
        Kafka kafka,
        Path data,
        List<String> chains,
        Access access,
        @DefaultValue("2") int tracesAtOnceMax) {
    public TracingSettings {
        chains = List.copyOf(chains);
    }

    public record Kafka(String bootstrap, @DefaultValue("1") short replication) {}

    /** {@code file} holds the hashes of the bearer tokens that are accepted. */
    public record Access(Path file) {}
}
