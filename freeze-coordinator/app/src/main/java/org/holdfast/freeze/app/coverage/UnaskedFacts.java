package org.holdfast.freeze.app.coverage;

import java.util.List;
import org.holdfast.api.hold.UnaskedFactsResponse.UnaskedFact;
import org.holdfast.freeze.coverage.CoverageEvent;
import org.holdfast.primitives.id.CaseId;
import org.jspecify.annotations.Nullable;

/** Facts that led to no request, because all that they name is asked already. */
public interface UnaskedFacts {
    int LATEST_MAX = 500;

    /** Changes the list for one event. */
    void apply(CoverageEvent event);

    /** Empties the list, before it is built again. */
    void clear();

    /** The latest facts first, at most {@value #LATEST_MAX}, of one case or of all where {@code caseId} is null. */
    List<UnaskedFact> latest(@Nullable CaseId caseId);
}
