package org.holdfast.launcher;

import org.holdfast.launcher.command.CommandContext;
import org.holdfast.launcher.command.Terminal;
import org.holdfast.launcher.command.demo.DemoCommand;
import org.holdfast.launcher.command.follow.FollowCommand;
import org.holdfast.launcher.command.hold.ApproveCommand;
import org.holdfast.launcher.command.hold.HoldsCommand;
import org.holdfast.launcher.command.index.ImportCommand;
import org.holdfast.launcher.command.index.ProveCommand;
import org.holdfast.launcher.command.index.ReindexCommand;
import org.holdfast.launcher.command.node.BenchCommand;
import org.holdfast.launcher.command.node.DoctorCommand;
import org.holdfast.launcher.command.node.NodeCommand;
import org.holdfast.launcher.command.node.StartCommand;
import org.holdfast.launcher.command.node.StatusCommand;
import org.holdfast.launcher.command.node.StopCommand;
import org.holdfast.launcher.command.trace.LabelCommand;
import org.holdfast.launcher.command.trace.TraceCommand;
import org.holdfast.primitives.InputFaultException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line. Exit codes: 0 done, 1 a defect, 2 bad input or state, 3 a part of the node failed. */
@Command(
        name = "holdfast",
        description = "Follows stolen crypto-assets to the place where they can be stopped.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DemoCommand.class,
            StartCommand.class,
            StopCommand.class,
            StatusCommand.class,
            ImportCommand.class,
            FollowCommand.class,
            TraceCommand.class,
            LabelCommand.class,
            HoldsCommand.class,
            ProveCommand.class,
            ApproveCommand.class,
            DoctorCommand.class,
            ReindexCommand.class,
            NodeCommand.class,
            BenchCommand.class,
            CommandLine.HelpCommand.class
        })
public final class Holdfast extends CommandContext {
    private Holdfast(Terminal terminal) {
        super(terminal);
    }

    public static void main(String[] arguments) {
        System.exit(commandLine(Terminal.system()).execute(arguments));
    }

    /** The command line as a program or a test runs it, speaking to that terminal. */
    public static CommandLine commandLine(Terminal terminal) {
        return new CommandLine(new Holdfast(terminal))
                .setExecutionExceptionHandler((e, line, parsed) -> report(e, line))
                .setParameterExceptionHandler((e, arguments) -> {
                    String reason = e.getMessage() == null ? "wrong arguments" : e.getMessage();
                    e.getCommandLine()
                            .getErr()
                            .println("launcher.arguments.wrong: " + reason + "; see ./holdfast help.");
                    return BAD_INPUT;
                });
    }

    private static int report(Exception e, CommandLine line) {
        if (e instanceof InputFaultException fault) {
            line.getErr().println(fault.fault().sentence());
            return BAD_INPUT;
        }
        line.getErr().println("launcher.defect: " + e + "; this should not happen, please report it.");
        return 1;
    }
}
