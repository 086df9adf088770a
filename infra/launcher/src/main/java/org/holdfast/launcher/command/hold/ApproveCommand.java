package org.holdfast.launcher.command.hold;

import java.util.concurrent.Callable;
import org.holdfast.launcher.client.RestClient;
import org.holdfast.launcher.command.CommandContext;
import org.holdfast.launcher.node.Access;
import org.holdfast.launcher.node.NodeState;
import org.holdfast.primitives.id.HoldId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(name = "approve", description = "Approves a drafted hold request, as a second person.")
public final class ApproveCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private CommandContext context;

    @Parameters(index = "0", paramLabel = "HOLD")
    private String hold = "";

    @Option(names = "--as", description = "Who approves (default: " + Access.SUPERVISOR + ").")
    private String officer = Access.SUPERVISOR;

    @Override
    public Integer call() {
        NodeState node = context.node();
        var answer = context.freeze(node, officer)
                .post("/v1/holds/" + new HoldId(hold) + "/approval", RestClient.JSON.createObjectNode());
        context.terminal().line(answer.toString());
        return 0;
    }
}
