package org.holdfast.launcher.command.trace;

import java.util.List;
import java.util.concurrent.Callable;
import org.holdfast.api.trace.TraceRequest;
import org.holdfast.api.trace.TraceResponse;
import org.holdfast.launcher.client.TracingClient;
import org.holdfast.launcher.command.CommandContext;
import org.holdfast.launcher.command.Terminal;
import org.holdfast.launcher.node.Access;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** A question about value: a trace, paths or bounds. */
@Command(
        name = "trace",
        description = {
            "Follows the value of outputs or deposits, forward or backward, under one doctrine or several;",
            "or looks for paths to a target (--to), or computes bounds that need no doctrine (--bounds)."
        },
        subcommands = TraceCompareCommand.class)
public final class TraceCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private CommandContext context;

    @Mixin
    private TraceOptions options = new TraceOptions();

    @Option(
            names = "--policy",
            description = "fifo, lifo, pro-rata, dirty-first, lowest-balance, highest-out, poison, several with commas,"
                    + " or all (default: fifo). Backward: fifo, lifo or pro-rata.")
    private String policy = "";

    @Option(names = "--case", description = "The case: each exchange that the value reached becomes a fact of it.")
    private String caseId = "";

    @Option(names = "--direction", description = "forward, or backward: where the value came from (default: forward).")
    private String direction = "forward";

    @Option(
            names = "--source",
            paramLabel = "TXID:OUTPUT",
            description = "Backward: an output to stop at; the result says how much came through it. May be repeated.")
    private List<String> sources = List.of();

    @Option(
            names = "--to",
            paramLabel = "TARGET",
            description = "Look for paths to this output or address. A path carries no amount and needs no policy.")
    private String target = "";

    @Option(
            names = "--bounds",
            description = "The least and the most that any conserving policy assigns to each destination.")
    private boolean bounds;

    @Option(
            names = "--at",
            paramLabel = "NAME",
            description = "Bounds of these exchanges, reasons, addresses or places, taken together; may be repeated.")
    private List<String> destinations = List.of();

    @Override
    public Integer call() {
        Question question = question();
        boolean json = context.json();
        var job = new TraceJob(context.tracing(context.node(), Access.INVESTIGATOR), context.terminal());
        TraceResponse trace = job.run(question);
        if (json) {
            context.terminal().line(job.written(trace));
        } else {
            TracePrinter.print(context.terminal(), trace);
        }
        return 0;
    }

    /** The question that the options ask. */
    public Question question() {
        boolean backward = direction.equals("backward");
        if (!backward && !direction.equals("forward")) {
            throw wrong("--direction", "forward or backward", direction);
        }
        int kinds = (backward ? 1 : 0) + (target.isEmpty() ? 0 : 1) + (bounds ? 1 : 0);
        if (kinds > 1) {
            throw wrong("trace", "one of --direction backward, --to and --bounds", "several");
        }
        if (!sources.isEmpty() && !backward) {
            throw wrong("--source", "--direction backward as well", "none");
        }
        if (!destinations.isEmpty() && !bounds) {
            throw wrong("--at", "--bounds as well", "none");
        }
        if (!caseId.isEmpty() && kinds > 0) {
            throw wrong("--case", "a trace forward; nothing else yields facts", "another question");
        }
        if (!policy.isEmpty() && (bounds || !target.isEmpty())) {
            throw wrong("--policy", "none: paths and bounds need no doctrine", policy);
        }
        if (!target.isEmpty()) {
            return options.paths(target);
        }
        if (bounds) {
            return options.bounds(destinations);
        }
        List<String> policies = TraceOptions.policies(policy.isEmpty() ? "fifo" : policy);
        return backward ? options.backward(policies, sources) : options.forward(policies, caseId);
    }

    /** The refusal of an option that does not fit the others. */
    public static InputFaultException wrong(String where, String expected, String got) {
        return new InputFaultException(new InputFault(
                "launcher.trace.options",
                "options of a trace do not fit together",
                where,
                expected,
                InputFault.quote(got),
                "see ./holdfast help trace"));
    }

    public CommandContext context() {
        return context;
    }

    /** A trace of outputs without limits of its own. */
    public static TraceResponse trace(
            TracingClient tracing,
            Terminal terminal,
            String chain,
            List<String> seeds,
            List<String> policies,
            String caseId) {
        var asked = new TraceRequest(null, seeds, null, policies, null, null, null, null, caseId, null);
        return new TraceJob(tracing, terminal).run(new Question(chain, false, asked));
    }
}
