package org.holdfast.freeze.app.settings;

import java.nio.file.Path;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What an operator sets.
 *
 * @param vasps ids of the exchanges and issuers that can be reached; a fact about another waits in quarantine
 * @param basis id of the legal pack that drafts from facts rest on
 */
@ConfigurationProperties("holdfast")
public record FreezeSettings(
        Kafka kafka,
        Access access,
        List<String> vasps,
        @DefaultValue("vasp.voluntary") String basis) {
    public FreezeSettings {
        vasps = List.copyOf(vasps);
    }

    public record Kafka(String bootstrap, @DefaultValue("1") short replication) {}

    /** {@code file} holds the hashes of the bearer tokens that are accepted. */
    public record Access(Path file) {}
}
