package org.holdfast.tracing.account.trace;

import org.holdfast.primitives.InputFault;
import org.holdfast.tracing.question.Policy;

/** The outcome of a trace over accounts. */
public sealed interface LedgerOutcome {
    record Traced(LedgerResult result) implements LedgerOutcome {}

    record Refused(InputFault fault) implements LedgerOutcome {}

    /** The outcome of one policy. */
    sealed interface PolicyOutcome {
        Policy policy();

        record Sealed(SealedLedgerTrace trace) implements PolicyOutcome {
            @Override
            public Policy policy() {
                return trace.policy();
            }
        }

        /** The policy is not defined on these ledgers. */
        record Undefined(Policy policy, InputFault fault) implements PolicyOutcome {}
    }
}
