package org.holdfast.tracing.question;

import org.holdfast.primitives.InputFault;

/** Ends a walk whose monitor cancelled it. The tracers catch it and return a refusal. */
public final class QuestionCancelled extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public QuestionCancelled() {
        super("the trace was cancelled", null, false, false);
    }

    /** Asks the monitor after every {@link QuestionMonitor#INTERVAL} steps. */
    public static void check(QuestionMonitor monitor, Policy policy, long visited, long waiting) {
        if (visited % QuestionMonitor.INTERVAL == 0 && !monitor.goOn(policy, visited, waiting)) {
            throw new QuestionCancelled();
        }
    }

    /** The refusal of a cancelled question. */
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
