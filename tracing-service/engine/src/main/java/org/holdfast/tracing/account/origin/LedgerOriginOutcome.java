package org.holdfast.tracing.account.origin;

import org.holdfast.primitives.InputFault;

/** The outcome of a backward trace over accounts. */
public sealed interface LedgerOriginOutcome {
    record Traced(LedgerOriginResult result) implements LedgerOriginOutcome {}

    record Refused(InputFault fault) implements LedgerOriginOutcome {}
}
