package org.holdfast.tracing.output.trace;

import org.holdfast.primitives.InputFault;

/** The outcome of a trace over outputs. */
public sealed interface TraceOutcome {
    record Traced(TraceResult result) implements TraceOutcome {}

    record Refused(InputFault fault) implements TraceOutcome {}
}
