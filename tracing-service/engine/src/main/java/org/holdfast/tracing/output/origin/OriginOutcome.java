package org.holdfast.tracing.output.origin;

import java.util.List;
import org.holdfast.primitives.InputFault;

/** The outcome of a backward trace over outputs. */
public sealed interface OriginOutcome {
    record Traced(OriginResult result) implements OriginOutcome {
        /** One balanced result per policy, in the order of the specification. */
        public List<SealedOrigins> results() {
            return result.results();
        }
    }

    record Refused(InputFault fault) implements OriginOutcome {}
}
