package org.holdfast.launcher;

import org.holdfast.launcher.TraceOptions.TraceQuestion;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

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
                return ended(tracing.post("/v1/traces?wait=" + WAIT_SECONDS, question.request(chain)));
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

    /** The trace with all ends in one list each. */
    JsonNode whole(JsonNode trace) {
        String path = "/v1/traces/" + trace.path("traceId").asString("") + "/ends?policy=";
        for (JsonNode policy : trace.path("result").path("policies")) {
            var result = (ObjectNode) policy;
            String cursor = result.path("nextCursor").asString("");
            var ends = result.withArray("ends");
            while (!cursor.isEmpty()) {
                JsonNode page = tracing.get(path + result.path("policy").asString("") + "&cursor=" + cursor);
                page.path("ends").forEach(ends::add);
                cursor = page.path("nextCursor").asString("");
            }
            result.remove("nextCursor");
        }
        return trace;
    }
}
