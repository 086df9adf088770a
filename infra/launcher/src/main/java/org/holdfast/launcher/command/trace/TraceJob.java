package org.holdfast.launcher.command.trace;

import org.holdfast.launcher.client.RestClient;
import org.holdfast.launcher.command.Terminal;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import tools.jackson.databind.JsonNode;

/** A trace from asking to its end, with its progress on the terminal. Interrupting the command cancels the trace. */
final class TraceJob {
    private static final int WAIT_SECONDS = 1;

    private final RestClient tracing;
    private final Terminal terminal;

    TraceJob(RestClient tracing, Terminal terminal) {
        this.tracing = tracing;
        this.terminal = terminal;
    }

    /** The finished trace with the first page of each list; without a chain, those that hold blocks in turn. */
    JsonNode run(TraceQuestion question) {
        InputFaultException last = new InputFaultException(new InputFault(
                "launcher.index.empty",
                "no blocks are indexed yet",
                "the tracing service",
                "at least one chain with blocks",
                "none",
                "import blocks with ./holdfast import"));
        for (String chain : question.candidates(tracing)) {
            try {
                return ended(tracing.post(question.path() + "?wait=" + WAIT_SECONDS, question.request(chain)));
            } catch (InputFaultException e) {
                last = e;
                if (!e.fault().code().contains("unknown")) {
                    throw e;
                }
            }
        }
        throw last;
    }

    private JsonNode ended(JsonNode asked) {
        if (asked.hasNonNull("result")) {
            return asked;
        }
        String path = "/v1/traces/" + asked.path("traceId").asString("");
        var cancelling = new Thread(() -> {
            tracing.post(path + "/cancellation", RestClient.JSON.createObjectNode());
            terminal.progress("trace " + asked.path("traceId").asString("") + " cancelled");
        });
        Runtime.getRuntime().addShutdownHook(cancelling);
        try {
            tracing.events(
                    path + "/events",
                    trace -> terminal.progress(trace.path("state").asString("") + ", "
                            + trace.path("progress").path("transactions").asString("") + " transactions read"));
        } finally {
            removeHook(cancelling);
            terminal.progress("");
        }
        JsonNode trace = tracing.get(path);
        if (trace.hasNonNull("problem")) {
            throw new InputFaultException(RestClient.fault(trace.path("problem")));
        }
        if (!trace.hasNonNull("result")) {
            throw new InputFaultException(new InputFault(
                    "launcher.trace.ended",
                    "a trace ended without a result",
                    "trace " + trace.path("traceId").asString(""),
                    "a finished trace",
                    trace.path("state").asString(""),
                    "ask again"));
        }
        return trace;
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException stopping) {
            // The command was interrupted; the hook is doing its work.
        }
    }

    /**
     * The result in its written form with its digests, one line of canonical JSON: the same bytes wherever the same
     * question is asked of the same blocks, labels and engine.
     */
    String written(JsonNode trace) {
        JsonNode result = trace.path("result");
        String whole = tracing.text("/v1/traces/" + trace.path("traceId").asString("") + "/result");
        return "{\"digest\":" + result.path("digest") + ",\"result\":" + whole + ",\"resultDigest\":"
                + result.path("resultDigest") + "}";
    }
}
