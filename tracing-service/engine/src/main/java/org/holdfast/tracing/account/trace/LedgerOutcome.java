package org.holdfast.tracing.account.trace;

import org.holdfast.primitives.InputFault;
import org.holdfast.tracing.question.Policy;

/** What came of asking for a trace over ledgers. */
public sealed interface LedgerOutcome {
    record Traced(LedgerResult result) implements LedgerOutcome {}

    record Refused(InputFault fault) implements LedgerOutcome {}

    /** What one policy says. */
    sealed interface PolicyOutcome {
        Policy policy();

        record Sealed(SealedLedgerTrace trace) implements PolicyOutcome {
            @Override
            public Policy policy() {
                return trace.policy();
            }
        }

        /** The policy has no answer for these ledgers. */
        record Undefined(Policy policy, InputFault fault) implements PolicyOutcome {}
    }
}
