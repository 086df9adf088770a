package org.holdfast.launcher.command.hold;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.holdfast.launcher.client.RestClient;
import org.holdfast.launcher.command.CommandContext;
import org.holdfast.launcher.command.Terminal;
import org.holdfast.launcher.node.Access;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import tools.jackson.databind.JsonNode;

@Command(name = "holds", description = "Lists hold requests and what became of them, or one with all its steps.")
public final class HoldsCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private CommandContext context;

    @Option(names = "--case", description = "Of one case only.")
    private String caseId = "";

    @Parameters(arity = "0..1", paramLabel = "HOLD", description = "The id of one hold request, to see its steps.")
    private String holdId = "";

    @Override
    public Integer call() {
        RestClient freeze = context.freeze(context.node(), Access.INVESTIGATOR);
        JsonNode body = freeze.get(path());
        if (context.json()) {
            context.terminal().line(body.toString());
        } else if (holdId.isEmpty()) {
            print(context.terminal(), body);
        } else {
            printSteps(context.terminal(), body);
        }
        return 0;
    }

    private String path() {
        if (!holdId.isEmpty()) {
            return "/v1/holds/" + URLEncoder.encode(holdId, StandardCharsets.UTF_8);
        }
        return "/v1/holds" + (caseId.isEmpty() ? "" : "?caseId=" + URLEncoder.encode(caseId, StandardCharsets.UTF_8));
    }

    public static void print(Terminal terminal, JsonNode body) {
        var rows = new ArrayList<List<String>>();
        for (JsonNode hold : body.path("holds")) {
            rows.add(List.of(
                    hold.path("holdId").asString(""),
                    hold.path("caseId").asString(""),
                    hold.path("vaspId").asString(""),
                    hold.path("state").asString(""),
                    hold.path("askedAmount").asString(""),
                    hold.path("heldAmount").asString("")));
        }
        terminal.table(List.of("hold", "case", "exchange", "state", "asked", "held"), rows);
    }

    /** One request's events, oldest first: what was asked and what was confirmed, each with its time. */
    public static void printSteps(Terminal terminal, JsonNode hold) {
        var rows = new ArrayList<List<String>>();
        for (JsonNode step : hold.path("history")) {
            rows.add(List.of(
                    step.path("at").asString(""),
                    step.path("event").asString(""),
                    step.path("by").asString(""),
                    step.path("detail").asString("")));
        }
        terminal.line(hold.path("holdId").asString("") + " to "
                + hold.path("vaspId").asString("") + ": " + hold.path("state").asString(""));
        terminal.table(List.of("at", "event", "by", "detail"), rows);
    }
}
