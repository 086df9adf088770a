package org.holdfast.launcher;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(name = "start", description = "Starts the node in the background.")
final class StartCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private Holdfast holdfast;

    @Mixin
    private PortOptions ports = new PortOptions();

    @Option(names = "--robots", description = "Runs robot exchanges that answer by themselves.")
    private boolean robots;

    @Mixin
    private FollowOptions follow = new FollowOptions();

    @Override
    public Integer call() {
        if (follow.named()) {
            FollowedChain.of(holdfast.layout(), follow.chain()).remember(follow.arguments());
        }
        NodeState node = NodeStarter.ensure(holdfast.layout(), robots, ports.arguments());
        StatusCommand.print(holdfast, node);
        return 0;
    }
}
