package org.holdfast.launcher.command.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.holdfast.api.trace.SensitivityResponse;
import org.holdfast.api.trace.SensitivityResponse.Destination;
import org.holdfast.launcher.client.ContractJson;
import org.holdfast.launcher.client.TracingClient;
import org.holdfast.launcher.command.CommandContext;
import org.holdfast.launcher.command.Terminal;
import org.holdfast.launcher.node.Access;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** The sensitivity table of a trace. */
@Command(name = "compare", description = "Shows which destinations of traced value depend on the doctrine.")
final class TraceCompareCommand implements Callable<Integer> {
    private static final int ROWS_SHOWN_MAX = 60;

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private TraceCommand parent;

    @Mixin
    private TraceOptions options = new TraceOptions();

    @Option(names = "--policy", description = "Several policies with commas, or all (default: all).")
    private String policy = "all";

    @Override
    public Integer call() {
        CommandContext context = parent.context();
        Question question = options.forward(TraceOptions.policies(policy), "");
        boolean json = context.json();
        TracingClient tracing = context.tracing(context.node(), Access.INVESTIGATOR);
        String traceId = new TraceJob(tracing, context.terminal()).run(question).traceId();
        SensitivityResponse table = table(tracing, traceId, json ? Integer.MAX_VALUE : ROWS_SHOWN_MAX);
        if (json) {
            context.terminal().line(ContractJson.write(table));
        } else {
            print(context.terminal(), table);
        }
        return 0;
    }

    /** The table with at least so many rows, or all. */
    private static SensitivityResponse table(TracingClient tracing, String traceId, int rows) {
        SensitivityResponse page = tracing.sensitivity(traceId, null);
        var destinations = new ArrayList<>(page.destinations());
        while (page.nextCursor() != null && destinations.size() < rows) {
            page = tracing.sensitivity(traceId, page.nextCursor());
            destinations.addAll(page.destinations());
        }
        return new SensitivityResponse(page.traceId(), page.policies(), page.total(), destinations, page.nextCursor());
    }

    private static void print(Terminal out, SensitivityResponse table) {
        var head = new ArrayList<>(List.of("destination", "why it ends"));
        head.addAll(table.policies());
        head.add("verdict");
        var rows = table.destinations().stream()
                .limit(ROWS_SHOWN_MAX)
                .map(destination -> row(table.policies(), destination))
                .toList();
        out.table(head, rows);
        if (table.total() > rows.size()) {
            out.line("+" + (table.total() - rows.size()) + " more; --output json shows all");
        }
    }

    private static List<String> row(List<String> policies, Destination destination) {
        var row = new ArrayList<>(List.of(destination.destination(), destination.reason()));
        policies.forEach(one -> row.add(destination.traced().getOrDefault(one, "")));
        row.add(destination.verdict());
        return row;
    }
}
