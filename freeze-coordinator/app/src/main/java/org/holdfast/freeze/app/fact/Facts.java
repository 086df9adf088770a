package org.holdfast.freeze.app.fact;

import java.time.Instant;
import java.util.Optional;
import org.holdfast.primitives.id.FactId;
import org.holdfast.primitives.id.OfficerId;
import org.jspecify.annotations.Nullable;

/** Facts that were accepted, the position in each topic, and records in quarantine. */
public interface Facts {
    /** The position in a topic, 0 at first. Holds the row until the transaction ends, so that one reader works. */
    FactPosition position(String topic);

    /** The position in a topic, without a lock; empty before the first reading. */
    Optional<FactPosition> positionNow(String topic);

    /** Moves the position of a topic. */
    void moveTo(String topic, FactPosition position);

    /** Keeps who accepted another topic or another position, and why. */
    @SuppressWarnings("TooManyParameters") // One row.
    void accepted(String topic, FactPosition before, FactPosition after, OfficerId officer, String reason, Instant at);

    /** Accepts a fact: empty for a new fact, otherwise the digest of the fact that was accepted under this id. */
    Optional<String> claim(FactId id, String digest);

    /** Keeps an unusable record as it arrived. */
    @SuppressWarnings("TooManyParameters") // A Kafka record's own parts.
    void quarantine(
            String topic,
            int partition,
            long offset,
            byte @Nullable [] key,
            byte @Nullable [] record,
            String code,
            String reason);
}
