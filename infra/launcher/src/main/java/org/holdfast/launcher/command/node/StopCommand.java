package org.holdfast.launcher.command.node;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.holdfast.launcher.command.CommandContext;
import org.holdfast.launcher.node.Access;
import org.holdfast.launcher.node.FollowedChain;
import org.holdfast.launcher.node.NodeLayout;
import org.holdfast.launcher.node.NodeState;
import org.holdfast.servers.KafkaBroker;
import org.holdfast.servers.OwnProcess;
import org.holdfast.servers.PostgresServer;
import org.holdfast.servers.ServerRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** The end of the node. */
@Command(name = "stop", description = "Stops the node and the processes that it started, and no others.")
public final class StopCommand implements Callable<Integer> {
    private static final Duration STOP_MAX = Duration.ofSeconds(90);
    private static final Duration CHILD_MAX = Duration.ofSeconds(20);

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private CommandContext context;

    @Override
    public Integer call() {
        NodeLayout layout = context.layout();
        var running = NodeState.running(layout);
        running.flatMap(node -> new ServerRecord(node.pid(), node.startedAt(), 0).process())
                .ifPresent(process -> {
                    process.destroy();
                    OwnProcess.await(() -> !ServerRecord.runs(process), STOP_MAX);
                });
        // A node that was killed may have left children; each is known by pid and start time.
        for (String exchange : Access.EXCHANGES) {
            String robot = "robot-" + exchange;
            OwnProcess.stopRecorded(layout.service(robot), robot, "TERM", CHILD_MAX);
        }
        for (FollowedChain chain : FollowedChain.remembered(layout)) {
            OwnProcess.stopRecorded(chain.folder(), chain.name(), "TERM", CHILD_MAX);
        }
        for (String service : new String[] {"freeze", "tracing"}) {
            OwnProcess.stopRecorded(layout.service(service), service, "TERM", CHILD_MAX);
        }
        KafkaBroker.stopRecorded(layout.kafka());
        PostgresServer.stopRecorded(layout.postgres());
        context.terminal().line(running.isPresent() ? "stopped" : "no node ran here");
        return 0;
    }
}
