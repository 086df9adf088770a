package org.holdfast.launcher;

import java.util.concurrent.Callable;
import org.holdfast.primitives.id.HoldId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(name = "approve", description = "Approves a drafted hold request, as a second person.")
final class ApproveCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private Holdfast holdfast;

    @Parameters(index = "0", paramLabel = "HOLD")
    private String hold = "";

    @Option(names = "--as", description = "Who approves (default: " + Access.SUPERVISOR + ").")
    private String officer = Access.SUPERVISOR;

    @Override
    public Integer call() {
        NodeState node = holdfast.node();
        var answer = holdfast.freeze(node, officer)
                .post("/v1/holds/" + new HoldId(hold) + "/approval", RestClient.JSON.createObjectNode());
        holdfast.terminal().line(answer.toString());
        return 0;
    }
}
