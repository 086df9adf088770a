package org.holdfast.freeze.app.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.holdfast.records.BrokerAccess;
import org.jspecify.annotations.Nullable;
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

    /** {@code clientFile} holds the principal and password of the service, for a broker that asks for them. */
    public record Kafka(
            String bootstrap,
            @DefaultValue("1") short replication,
            @Nullable Path clientFile) {
        /** How the broker is reached. */
        public BrokerAccess access() {
            return new BrokerAccess(bootstrap, Optional.ofNullable(clientFile));
        }
    }

    /** {@code file} holds the hashes of the bearer tokens that are accepted. */
    public record Access(Path file) {}
}
