package org.holdfast.tracing.origin;

import java.util.List;
import org.holdfast.primitives.InputFault;

/** What came of asking where value came from. */
public sealed interface OriginOutcome {
    /** One balanced result per policy, in the order of the specification. */
    record Traced(OriginSpec spec, List<SealedOrigins> results) implements OriginOutcome {
        public Traced {
            results = List.copyOf(results);
        }
    }

    record Refused(InputFault fault) implements OriginOutcome {}
}
