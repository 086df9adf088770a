package org.holdfast.tracing.trace;

import org.holdfast.primitives.InputFault;
import org.holdfast.tracing.policy.Policy;

/** Ends a walk from within when its monitor says so; never leaves the tracers, which return a refusal instead. */
public final class TraceCancelled extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public TraceCancelled() {
        super("the trace was cancelled", null, false, false);
    }

    /** Asks the monitor where it is due. */
    public static void check(TraceMonitor monitor, Policy policy, long visited, long waiting) {
        if (visited % TraceMonitor.INTERVAL == 0 && !monitor.goOn(policy, visited, waiting)) {
            throw new TraceCancelled();
        }
    }

    /** The refusal that a cancelled trace gets. */
    public static InputFault fault() {
        return new InputFault(
                "tracing.trace.cancelled",
                "the trace was cancelled",
                "trace",
                "a trace that runs to its end",
                "cancelled",
                "ask again; nothing was kept");
    }
}
