package org.holdfast.launcher.command.node;

import java.time.Clock;
import java.util.concurrent.Callable;
import org.holdfast.launcher.command.CommandContext;
import org.holdfast.launcher.node.security.DataDirectory;
import org.holdfast.launcher.node.supervision.Node;
import org.holdfast.launcher.node.supervision.NodeLog;
import org.holdfast.primitives.InputFaultException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** The node in the foreground. */
@Command(name = "node", description = "Runs the node in the foreground until a signal stops it.")
public final class NodeCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private CommandContext context;

    @Mixin
    private PortOptions ports = new PortOptions();

    @Option(names = "--robots", description = "Run robot exchanges that answer without a person.")
    private boolean robots;

    @Override
    public Integer call() throws Exception {
        var log = new NodeLog(Clock.systemUTC(), context.terminal()::line);
        try {
            DataDirectory.prepare(context.layout().data(), log::line);
            new Node(context.layout(), robots, log).run(ports.asked());
            return 0;
        } catch (InputFaultException e) {
            log.line(e.fault().sentence());
            return CommandContext.BAD_INPUT;
        }
    }
}
