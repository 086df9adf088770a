package org.holdfast.freeze.app.watch;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one look at the database showed.
 *
 * @param backlogs by the name of the processor
 * @param holder the transaction that keeps every reader of events waiting, or null
 * @param recordedAhead how far the latest event lies after the present time of the database; zero in the usual case
 * @param parked events that could not be processed
 * @param stuck processes with a refused command
 * @param quarantined records of the topic of facts that could not be read
 */
public record Sight(
        Map<String, Backlog> backlogs,
        @Nullable String holder,
        Duration recordedAhead,
        long parked,
        long stuck,
        long quarantined) {
    /** Before the first look. */
    public static final Sight NONE = new Sight(Map.of(), null, Duration.ZERO, 0, 0, 0);

    public Sight {
        backlogs = Map.copyOf(backlogs);
    }

    /**
     * The events that a processor has not processed.
     *
     * @param events at most this many
     * @param oldest how long the first of them has waited; zero where there is none
     */
    public record Backlog(long events, Duration oldest) {
        public static final Backlog NONE = new Backlog(0, Duration.ZERO);

        /** The larger part of each. */
        public Backlog and(Backlog other) {
            return new Backlog(
                    Math.max(events, other.events), oldest.compareTo(other.oldest) < 0 ? other.oldest : oldest);
        }
    }

    /** The backlog of one processor. */
    public Backlog backlog(String processor) {
        return backlogs.getOrDefault(processor, Backlog.NONE);
    }
}
