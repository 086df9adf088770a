package org.holdfast.launcher.command.hold;

import java.util.concurrent.Callable;
import org.holdfast.launcher.client.ContractJson;
import org.holdfast.launcher.command.CommandContext;
import org.holdfast.launcher.node.Access;
import org.holdfast.primitives.id.HoldId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** The decision that a request stays. */
@Command(
        name = "keep",
        description = "Keeps a hold request whose fact was withdrawn. Needs a second person; the exchange reads why.")
public final class KeepCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private CommandContext context;

    @Parameters(index = "0", paramLabel = "HOLD", description = "The id of the hold request.")
    private String hold = "";

    @Option(names = "--reason", required = true, description = "Why it stays.")
    private String reason = "";

    @Option(names = "--as", description = "The officer who decides (default: " + Access.SUPERVISOR + ").")
    private String officer = Access.SUPERVISOR;

    @Override
    public Integer call() {
        var state = context.freeze(context.node(), officer).keep(new HoldId(hold), reason);
        context.terminal().line(ContractJson.write(state));
        return 0;
    }
}
