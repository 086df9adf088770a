package org.holdfast.tracing.app.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.holdfast.records.BrokerAccess;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What an operator sets.
 *
 * @param data directory of the indexes
 * @param chains CAIP-2 ids of the chains to index; none stands for every chain that has a topic of blocks
 */
@ConfigurationProperties("holdfast")
public record TracingSettings(
        Kafka kafka,
        Path data,
        @DefaultValue List<String> chains,
        Access access,
        @DefaultValue Traces traces,
        @DefaultValue Facts facts) {
    public TracingSettings {
        data = data.toAbsolutePath().normalize();
        chains = List.copyOf(chains);
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
     * How long a transaction of a fact may stand in no block before the fact is withdrawn.
     *
     * @param absentMax a node of Bitcoin keeps a transaction for two weeks; one that is paid for returns within a block
     *     or two
     */
    public record Facts(@DefaultValue("24h") Duration absentMax) {
        public Facts {
            if (absentMax.isNegative() || absentMax.isZero()) {
                throw new IllegalArgumentException("holdfast.facts.absent-max is more than 0, got " + absentMax);
            }
        }
    }

    /** {@code file} holds the hashes of the bearer tokens that are accepted. */
    public record Access(Path file) {}

    /**
     * What keeps one trace, or one officer, from starving the others. At its end each answers with a code of its own.
     *
     * @param atOnceMax traces that run at once
     * @param queuedMax traces that wait
     * @param perOfficerMax traces of one officer that wait or run
     * @param perOfficerRunningMax traces of one officer that run at once
     * @param transactionsMax the highest limit of visited transactions that a request may name
     * @param movementsMax the highest limit of movements that a request about accounts may name
     * @param boundsTransactionsMax the same of transactions or movements of a request for bounds
     * @param outputsMax outputs of visited transactions, or movements, by which a trace's memory grows; over all
     *     policies; 0 derives it from the largest heap
     * @param attemptsMax how often a trace is started whose instance ended without an end of the trace
     * @param lease how long a claim on a running trace holds without renewal; an instance renews it three times in
     *     that time, and another instance takes the trace of a dead one over after it
     * @param streamsMax progress streams at once
     */
    public record Traces(
            @DefaultValue("2") int atOnceMax,
            @DefaultValue("100") int queuedMax,
            @DefaultValue("10") int perOfficerMax,
            @DefaultValue("1") int perOfficerRunningMax,
            @DefaultValue("1000000") long transactionsMax,
            @DefaultValue("1000000") long movementsMax,
            @DefaultValue("100000") long boundsTransactionsMax,
            @DefaultValue("0") long outputsMax,
            @DefaultValue("3") int attemptsMax,
            @DefaultValue("20s") Duration lease,
            @DefaultValue("50") int streamsMax) {
        /** What the service itself takes, in bytes. */
        private static final long SERVICE_BYTES = 96L << 20;

        /**
         * What an output takes at most from visit to answer, in bytes: a trace that ends at 200,000 outputs ran in a
         * heap of 128 MB under FIFO and poison, and of 192 MB under pro rata, the dearest.
         */
        private static final long OUTPUT_BYTES = 1_024;

        private static final long OUTPUTS_LEAST = 10_000;

        /** The outputs that one trace may meet, with as many traces at once as may run. */
        public long outputsBudget() {
            long heap = Runtime.getRuntime().maxMemory();
            return outputsMax > 0
                    ? outputsMax
                    : Math.max(OUTPUTS_LEAST, (heap - SERVICE_BYTES) / OUTPUT_BYTES / atOnceMax);
        }
    }
}
