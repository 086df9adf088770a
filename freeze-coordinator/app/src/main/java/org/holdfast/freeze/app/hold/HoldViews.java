package org.holdfast.freeze.app.hold;

import java.time.Instant;
import java.util.List;
import org.holdfast.freeze.hold.HoldEvent;
import org.holdfast.freeze.hold.HoldState;
import org.holdfast.primitives.id.CaseId;
import org.holdfast.primitives.id.HoldId;
import org.jspecify.annotations.Nullable;

/** The list of hold requests. It is derived from the events, so it can be dropped and built again. */
public interface HoldViews {
    /**
     * Changes the row of a request for one event, unless the row already shows that event.
     *
     * @param sequence the place of the event in its request, from 0
     */
    void apply(HoldEvent event, long sequence);

    /** Removes all rows. */
    void clear();

    /**
     * Requests in the order of their drafts.
     *
     * @param caseId of one case, or null for all
     * @param state in one state, or null for any
     * @param needsDecision only those whose fact was withdrawn after they were sent
     * @param after the last request of the page before, or null
     */
    List<HoldRow> list(
            @Nullable CaseId caseId,
            HoldState.@Nullable Label state,
            boolean needsDecision,
            @Nullable HoldId after,
            int max);

    /** The number of requests that need a decision of a person, since their fact was withdrawn after they were sent. */
    long needDecision();

    /** Requests of other cases that ask the same exchange for a place of {@code terms}. */
    List<HoldRow> otherCases(HoldState.HoldTerms terms, int max);

    /** Requests with a clock that ran out before {@code latest} and still shows as running. */
    List<HoldRow> overdue(Instant latest, int max);
}
