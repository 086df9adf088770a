package org.holdfast.tracing.output.trace;

import org.holdfast.primitives.InputFault;

/** What came of asking for a trace. */
public sealed interface TraceOutcome {
    record Traced(TraceResult result) implements TraceOutcome {}

    record Refused(InputFault fault) implements TraceOutcome {}
}
