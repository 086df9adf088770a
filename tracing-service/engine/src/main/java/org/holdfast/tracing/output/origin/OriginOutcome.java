package org.holdfast.tracing.output.origin;

import java.util.List;
import org.holdfast.primitives.InputFault;

/** What came of asking where value came from. */
public sealed interface OriginOutcome {
    record Traced(OriginResult result) implements OriginOutcome {
        /** One balanced result per policy, in the order of the specification. */
        public List<SealedOrigins> results() {
            return result.results();
        }
    }

    record Refused(InputFault fault) implements OriginOutcome {}
}
