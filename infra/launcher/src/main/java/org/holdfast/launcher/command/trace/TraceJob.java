package org.holdfast.launcher.command.trace;

import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.holdfast.api.trace.TraceResponse;
import org.holdfast.launcher.client.ContractJson;
import org.holdfast.launcher.client.TracingClient;
import org.holdfast.launcher.command.Terminal;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;

/** Asks for a trace and shows its progress until it ends. Interrupting the command cancels the trace. */
public final class TraceJob {
    private static final int WAIT_SECONDS = 1;
    /** A progress stream ends after 30 minutes; so this allows a day. */
    private static final int STREAMS_MAX = 48;

    private static final Duration STREAM_AGAIN = Duration.ofSeconds(1);

    /** Codes of a chain that does not have the seeds. Another chain may have them. */
    private static final Set<String> NOT_ON_THIS_CHAIN =
            Set.of("tracing.chain.unknown", "tracing.seed.unknown", "tracing.seed.no-deposit");

    private final TracingClient tracing;
    private final Terminal terminal;

    public TraceJob(TracingClient tracing, Terminal terminal) {
        this.tracing = tracing;
        this.terminal = terminal;
    }

    /** The finished trace with the first page of each list. A question without a chain is put to each chain in turn. */
    public TraceResponse run(Question question) {
        InputFaultException last = new InputFaultException(new InputFault(
                "launcher.index.empty",
                "no blocks are indexed yet",
                "the tracing service",
                "at least one chain with blocks",
                "none",
                "import blocks with ./holdfast import"));
        for (String chain : question.candidates(tracing)) {
            try {
                return ended(tracing.ask(question.on(chain), WAIT_SECONDS));
            } catch (InputFaultException e) {
                last = e;
                if (!NOT_ON_THIS_CHAIN.contains(e.fault().code())) {
                    throw e;
                }
            }
        }
        throw last;
    }

    private TraceResponse ended(TraceResponse asked) {
        if (asked.result() != null) {
            return asked;
        }
        TraceResponse trace = asked.waits() ? watched(asked.traceId()) : asked;
        if (trace.problem() != null) {
            throw new InputFaultException(trace.problem().fault());
        }
        if (trace.result() == null) {
            throw new InputFaultException(new InputFault(
                    "launcher.trace.ended",
                    "a trace ended without a result",
                    "trace " + trace.traceId(),
                    "a finished trace",
                    trace.state(),
                    "ask again"));
        }
        return trace;
    }

    private TraceResponse watched(String traceId) {
        var cancelling = new Thread(() -> {
            tracing.cancel(traceId);
            terminal.progress("trace " + traceId + " cancelled");
        });
        Runtime.getRuntime().addShutdownHook(cancelling);
        try {
            for (int streams = 1; ; streams++) {
                show(traceId);
                TraceResponse now = tracing.trace(traceId);
                if (!now.waits() || streams == STREAMS_MAX) {
                    return now;
                }
                LockSupport.parkNanos(STREAM_AGAIN.toNanos());
            }
        } finally {
            removeHook(cancelling);
            terminal.progress("");
        }
    }

    /** Shows progress as long as the service streams it. A refused stream costs the user the progress line only. */
    private void show(String traceId) {
        try {
            tracing.progress(
                    traceId,
                    trace -> terminal.progress(
                            trace.state() + ", " + trace.progress().transactions() + " transactions read"));
        } catch (InputFaultException noStream) {
            terminal.progress("");
        }
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException stopping) {
            // The command was interrupted; the hook is at work.
        }
    }

    /**
     * The result in its written form with its digests, as one line of canonical JSON. The same question about the same
     * blocks, labels and engine gives the same bytes on every machine.
     */
    String written(TraceResponse trace) {
        var result = Objects.requireNonNull(trace.result());
        return "{\"digest\":" + ContractJson.write(result.digest()) + ",\"result\":"
                + tracing.writtenResult(trace.traceId()) + ",\"resultDigest\":"
                + ContractJson.write(result.resultDigest()) + "}";
    }
}
