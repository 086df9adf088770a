package org.holdfast.tracing.app.trace.job;

import org.holdfast.api.trace.TraceQuestion;
import org.holdfast.primitives.InputFault;
import org.holdfast.tracing.app.trace.question.Question;
import org.holdfast.tracing.app.trace.row.FinishedTrace;
import org.holdfast.tracing.app.trace.row.TraceRow;

/** The work of one trace, and the forms in which its parts are kept. */
public interface TraceWork {
    /** The question of a request. Throws {@link org.holdfast.primitives.InputFaultException} where it is none. */
    Question question(TraceQuestion request);

    /** The form in which a request is kept. */
    String text(TraceQuestion request);

    /** The form in which a fault is kept. */
    String problem(InputFault fault);

    /**
     * Runs a trace to its end. Throws {@link org.holdfast.primitives.InputFaultException} on a question that has no
     * answer, {@link TraceStoppedException} where the watch says stop.
     */
    FinishedTrace run(TraceRow row, TraceWatch watch);
}
