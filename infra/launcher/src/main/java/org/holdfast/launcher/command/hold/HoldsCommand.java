package org.holdfast.launcher.command.hold;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.holdfast.api.hold.HoldResponse;
import org.holdfast.api.hold.HoldsResponse;
import org.holdfast.launcher.client.ContractJson;
import org.holdfast.launcher.client.HoldsClient;
import org.holdfast.launcher.command.CommandContext;
import org.holdfast.launcher.command.Terminal;
import org.holdfast.launcher.node.Access;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** The list of hold requests, or the history of one. */
@Command(name = "holds", description = "Lists hold requests with their states, or shows the history of one.")
public final class HoldsCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private CommandContext context;

    @Option(names = "--case", description = "Only hold requests of this case.")
    private String caseId = "";

    @Parameters(arity = "0..1", paramLabel = "HOLD", description = "The id of one hold request: shows its history.")
    private String holdId = "";

    @Override
    public Integer call() {
        HoldsClient freeze = context.freeze(context.node(), Access.INVESTIGATOR);
        if (holdId.isEmpty()) {
            HoldsResponse holds = caseId.isEmpty() ? freeze.holds() : freeze.holds(caseId);
            if (context.json()) {
                context.terminal().line(ContractJson.write(holds));
            } else {
                print(context.terminal(), holds);
            }
            return 0;
        }
        HoldResponse hold = freeze.hold(holdId);
        if (context.json()) {
            context.terminal().line(ContractJson.write(hold));
        } else {
            printHistory(context.terminal(), hold);
        }
        return 0;
    }

    /** Prints a table of requests. */
    public static void print(Terminal terminal, HoldsResponse holds) {
        terminal.table(
                List.of("hold", "case", "exchange", "state", "asked", "held"),
                holds.holds().stream()
                        .map(hold -> List.of(
                                hold.holdId(),
                                hold.caseId(),
                                hold.vaspId(),
                                hold.state(),
                                hold.askedAmount(),
                                hold.heldAmount()))
                        .toList());
        if (holds.next() != null) {
            terminal.line("there are more; --case shows those of one case");
        }
    }

    /** Prints the events of one request, oldest first. */
    public static void printHistory(Terminal terminal, HoldResponse hold) {
        terminal.line(hold.holdId() + " to " + hold.vaspId() + ": " + hold.state());
        terminal.table(
                List.of("at", "event", "by", "detail"),
                hold.history().stream()
                        .map(step -> List.of(
                                step.at(),
                                step.event(),
                                Objects.requireNonNullElse(step.by(), ""),
                                Objects.requireNonNullElse(step.detail(), "")))
                        .toList());
    }
}
