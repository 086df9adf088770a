package org.holdfast.launcher.command.node;

import java.util.concurrent.Callable;
import org.holdfast.launcher.command.CommandContext;
import org.holdfast.launcher.command.follow.FollowOptions;
import org.holdfast.launcher.node.FollowedChain;
import org.holdfast.launcher.node.NodeStarter;
import org.holdfast.launcher.node.NodeState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** The start of the node in the background. */
@Command(name = "start", description = "Starts the node in the background.")
public final class StartCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private CommandContext context;

    @Mixin
    private PortOptions ports = new PortOptions();

    @Option(names = "--robots", description = "Run robot exchanges that answer without a person.")
    private boolean robots;

    @Mixin
    private FollowOptions follow = new FollowOptions();

    @Override
    public Integer call() {
        if (follow.named()) {
            FollowedChain.of(context.layout(), follow.chain()).remember(follow.arguments());
        }
        NodeState node = NodeStarter.ensure(context.layout(), robots, ports.arguments(), context.terminal()::error);
        StatusCommand.print(context, node);
        return 0;
    }
}
