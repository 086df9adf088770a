package org.holdfast.launcher.command.hold;

import java.util.List;
import java.util.concurrent.Callable;
import org.holdfast.api.hold.HoldResponse;
import org.holdfast.api.hold.HoldsResponse;
import org.holdfast.api.hold.UnaskedFactsResponse;
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
@Command(
        name = "holds",
        description = "Lists hold requests with their states, or shows one with its text, lines and history.")
public final class HoldsCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private CommandContext context;

    @Option(names = "--case", description = "Only hold requests of this case.")
    private String caseId = "";

    @Option(
            names = "--needs-decision",
            description = "Only hold requests whose fact was withdrawn after they were sent: release or keep them.")
    private boolean needsDecision;

    @Option(names = "--unasked", description = "Lists facts that led to no request: all they name is asked already.")
    private boolean unasked;

    @Parameters(arity = "0..1", paramLabel = "HOLD", description = "The id of one hold request: shows all of it.")
    private String holdId = "";

    @Override
    public Integer call() {
        HoldsClient freeze = context.freeze(context.node(), Access.INVESTIGATOR);
        if (unasked) {
            UnaskedFactsResponse facts = freeze.unasked(caseId);
            if (context.json()) {
                context.terminal().line(ContractJson.write(facts));
            } else {
                HoldPrinter.print(context.terminal(), facts);
            }
            return 0;
        }
        if (holdId.isEmpty()) {
            HoldsResponse holds = holds(freeze);
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
            HoldPrinter.print(context.terminal(), hold);
        }
        return 0;
    }

    private HoldsResponse holds(HoldsClient freeze) {
        if (needsDecision) {
            return freeze.needingDecision(caseId);
        }
        return caseId.isEmpty() ? freeze.holds() : freeze.holds(caseId);
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
                                HoldPrinter.state(hold.state(), hold.factStatus()),
                                hold.askedAmount(),
                                hold.heldAmount()))
                        .toList());
        if (holds.next() != null) {
            terminal.line("there are more; --case shows those of one case");
        }
    }
}
