package org.holdfast.freeze.app.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
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
 * @param retention how long rows are kept
 * @param basis id of the legal pack that drafts from facts rest on
 */
@ConfigurationProperties("holdfast")
public record FreezeSettings(
        Kafka kafka,
        Access access,
        List<String> vasps,
        @DefaultValue("vasp.voluntary") String basis,
        @DefaultValue Retention retention) {
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

    /**
     * How long rows are kept that nothing needs any more, at least a day; without a limit where nothing is set. Facts
     * are known by their rows, so they are kept as long as the topic keeps its records.
     *
     * @param answers to exchanges, by their keys; a year unless set
     * @param facts ids of facts that were taken in
     * @param quarantine records that could not be taken in
     * @param inbox entries of requests that have ended
     */
    public record Retention(
            @DefaultValue("P365D") Duration answers,
            @Nullable Duration facts,
            @Nullable Duration quarantine,
            @Nullable Duration inbox) {
        private static final Duration MIN = Duration.ofDays(1);

        public Retention {
            for (Duration kept : Arrays.asList(answers, facts, quarantine, inbox)) {
                if (kept != null && kept.compareTo(MIN) < 0) {
                    throw new IllegalArgumentException("holdfast.retention: " + kept + " is less than " + MIN);
                }
            }
        }
    }

    /** {@code file} holds the hashes of the bearer tokens that are accepted. */
    public record Access(Path file) {}
}
