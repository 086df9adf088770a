package org.holdfast.launcher.command.hold;

import java.util.concurrent.Callable;
import org.holdfast.api.hold.HoldStateResponse;
import org.holdfast.launcher.client.ContractJson;
import org.holdfast.launcher.command.CommandContext;
import org.holdfast.launcher.node.Access;
import org.holdfast.launcher.node.NodeState;
import org.holdfast.primitives.id.HoldId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** The approval of a draft. */
@Command(name = "approve", description = "Approves the draft of a hold request. Needs a second person.")
public final class ApproveCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private CommandContext context;

    @Parameters(index = "0", paramLabel = "HOLD", description = "The id of the hold request.")
    private String hold = "";

    @Option(names = "--as", description = "The officer who approves (default: " + Access.SUPERVISOR + ").")
    private String officer = Access.SUPERVISOR;

    @Override
    public Integer call() {
        NodeState node = context.node();
        HoldStateResponse state = context.freeze(node, officer).approve(new HoldId(hold));
        context.terminal().line(ContractJson.write(state));
        return 0;
    }
}
