package org.holdfast.launcher;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import tools.jackson.databind.JsonNode;

@Command(name = "holds", description = "Lists hold requests and what became of them.")
final class HoldsCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private Holdfast holdfast;

    @Option(names = "--case", description = "Of one case only.")
    private String caseId = "";

    @Override
    public Integer call() {
        NodeState node = holdfast.node();
        JsonNode body = holdfast.freeze(node, Access.INVESTIGATOR)
                .get("/v1/holds" + (caseId.isEmpty() ? "" : "?caseId=" + caseId));
        if (holdfast.json()) {
            holdfast.terminal().line(body.toString());
        } else {
            print(holdfast.terminal(), body);
        }
        return 0;
    }

    static void print(Terminal terminal, JsonNode body) {
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
}
