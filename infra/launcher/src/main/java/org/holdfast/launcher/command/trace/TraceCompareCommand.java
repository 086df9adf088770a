package org.holdfast.launcher.command.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.holdfast.launcher.client.RestClient;
import org.holdfast.launcher.command.CommandContext;
import org.holdfast.launcher.command.Terminal;
import org.holdfast.launcher.node.Access;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import tools.jackson.databind.JsonNode;

@Command(name = "compare", description = "Shows which destination of traced value depends on which doctrine.")
final class TraceCompareCommand implements Callable<Integer> {
    private static final int ROWS_SHOWN_MAX = 60;

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private TraceCommand parent;

    @Mixin
    private TraceOptions options = new TraceOptions();

    @Option(names = "--policy", description = "Several with commas, or all (default: all).")
    private String policy = "all";

    @Override
    public Integer call() {
        CommandContext context = parent.context();
        var question = options.forward(TraceOptions.policies(policy), "");
        boolean json = context.json();
        RestClient tracing = context.tracing(context.node(), Access.INVESTIGATOR);
        JsonNode trace = new TraceJob(tracing, context.terminal()).run(question);
        JsonNode table = table(tracing, trace.path("traceId").asString(""), json ? Integer.MAX_VALUE : ROWS_SHOWN_MAX);
        if (json) {
            context.terminal().line(table.toString());
        } else {
            print(context.terminal(), table);
        }
        return 0;
    }

    /** The table, of which at least so many rows are fetched where there are so many. */
    private static JsonNode table(RestClient tracing, String traceId, int rows) {
        String path = "/v1/traces/" + traceId + "/sensitivity";
        JsonNode table = tracing.get(path);
        var destinations = table.withArray("destinations");
        String cursor = table.path("nextCursor").asString("");
        while (!cursor.isEmpty() && destinations.size() < rows) {
            JsonNode page = tracing.get(path + "?cursor=" + cursor);
            page.path("destinations").forEach(destinations::add);
            cursor = page.path("nextCursor").asString("");
        }
        return table;
    }

    private static void print(Terminal out, JsonNode table) {
        var head = new ArrayList<>(List.of("destination", "why it ends"));
        table.path("policies").forEach(one -> head.add(one.asString("")));
        head.add("verdict");
        var rows = new ArrayList<List<String>>();
        for (JsonNode destination : table.path("destinations")) {
            if (rows.size() == ROWS_SHOWN_MAX) {
                break;
            }
            var row = new ArrayList<>(List.of(
                    destination.path("destination").asString(""),
                    destination.path("reason").asString("")));
            table.path("policies")
                    .forEach(one -> row.add(
                            destination.path("traced").path(one.asString("")).asString("")));
            row.add(destination.path("verdict").asString(""));
            rows.add(row);
        }
        out.table(head, rows);
        long total = table.path("total").asLong(0);
        if (total > rows.size()) {
            out.line("+" + (total - rows.size()) + " more; --output json shows all");
        }
    }
}
