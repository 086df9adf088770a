package org.holdfast.launcher;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(name = "node", description = "Runs the node in the foreground until it is stopped.")
final class NodeCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private Holdfast holdfast;

    @Mixin
    private PortOptions ports = new PortOptions();

    @Option(names = "--robots", description = "Runs robot exchanges that answer by themselves.")
    private boolean robots;

    @Override
    public Integer call() throws Exception {
        return new Node(holdfast.layout(), robots).run(ports.asked());
    }
}
