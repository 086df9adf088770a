package org.holdfast.freeze.app.fact;

import java.util.Optional;
import org.holdfast.primitives.id.FactId;
import org.jspecify.annotations.Nullable;

/** Facts that were accepted, the position in each topic, and records in quarantine. */
public interface Facts {
    /** The next offset to read, 0 at first. Holds the row until the transaction ends, so that one reader works. */
    long nextOffset(String topic);

    /** Moves the position of a topic. */
    void moveTo(String topic, long nextOffset);

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

    /** The number of records in quarantine. */
    long quarantined();
}
