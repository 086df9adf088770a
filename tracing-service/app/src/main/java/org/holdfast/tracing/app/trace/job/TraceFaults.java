package org.holdfast.tracing.app.trace.job;

import org.holdfast.kit.rest.ServiceFaults;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.primitives.id.TraceId;
import org.holdfast.tracing.app.trace.row.TraceRow;

/** Why a trace is not taken, or not found, or did not come to its end. */
public final class TraceFaults {
    private TraceFaults() {}

    public static InputFaultException busy(String what, String expected, String got) {
        return new InputFaultException(new InputFault(
                "tracing.service.busy", what, "tracing service", expected, got, "ask again in a moment"));
    }

    public static InputFaultException unknown(TraceId id) {
        return new InputFaultException(new InputFault(
                "tracing.trace.unknown",
                "a trace is not here",
                "trace id",
                "the id of a trace that was made here",
                InputFault.quote(id.text()),
                "make the trace again: the same question has the same answer"));
    }

    public static InputFaultException keyReused(String key) {
        return new InputFaultException(new InputFault(
                "tracing.idempotency.key-reused",
                "a key was used for another question",
                "Idempotency-Key header",
                "a new key for each question",
                InputFault.quote(key),
                "use a new key"));
    }

    public static InputFaultException othersTrace(TraceRow row) {
        return new InputFaultException(ServiceFaults.forbidden(
                "trace " + row.id(),
                "the officer " + row.requestedBy() + ", or a role that may oversee traces",
                "another officer"));
    }

    public static InputFaultException notFinished(TraceRow row) {
        return new InputFaultException(new InputFault(
                "tracing.trace.not-finished",
                "a trace has no result",
                "trace " + row.id(),
                "a finished trace",
                row.state().word(),
                "wait for its end, or read why it has none"));
    }

    public static InputFaultException otherKind(TraceRow row, String expected) {
        return new InputFaultException(new InputFault(
                "tracing.trace.other-kind",
                "a trace has no such list",
                "trace " + row.id(),
                expected,
                row.kind().word(),
                "ask for what this trace was asked for"));
    }

    public static InputFaultException unwritten(TraceRow row) {
        return new InputFaultException(new InputFault(
                "tracing.trace.unwritten",
                "a trace has no written form",
                "trace " + row.id(),
                "a trace that this version made",
                "an older one",
                "make the trace again: the same question has the same answer"));
    }

    public static InputFault interrupted(int attempts) {
        return new InputFault(
                "tracing.trace.interrupted",
                "the service did not survive this trace",
                "tracing service",
                "an end within " + attempts + " attempts",
                "none",
                "set smaller limits, and report it");
    }

    public static InputFault basisWithdrawn(String gone) {
        return new InputFault(
                "tracing.trace.basis-withdrawn",
                "what a trace rests on changed again and again while it ran",
                "trace",
                "blocks and labels that stand",
                gone,
                "ask again when the chain is calm");
    }

    public static InputFault defect(RuntimeException e) {
        return new InputFault(
                "tracing.service.defect",
                "the service failed",
                "tracing service",
                "an answer",
                e.getClass().getSimpleName(),
                "look at the log and report it");
    }
}
