package org.holdfast.tracing.question;

import org.holdfast.primitives.InputFault;

/** Ends a walk from within when its monitor says so; never leaves the tracers, which return a refusal instead. */
public final class QuestionCancelled extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public QuestionCancelled() {
        super("the trace was cancelled", null, false, false);
    }

    /** Asks the monitor where it is due. */
    public static void check(QuestionMonitor monitor, Policy policy, long visited, long waiting) {
        if (visited % QuestionMonitor.INTERVAL == 0 && !monitor.goOn(policy, visited, waiting)) {
            throw new QuestionCancelled();
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
