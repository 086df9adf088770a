package org.holdfast.tracing.account.origin;

import org.holdfast.primitives.InputFault;

/** What came of asking where value in accounts came from. */
public sealed interface LedgerOriginOutcome {
    record Traced(LedgerOriginResult result) implements LedgerOriginOutcome {}

    record Refused(InputFault fault) implements LedgerOriginOutcome {}
}
