package org.holdfast.launcher;

import java.nio.file.Path;
import org.holdfast.launcher.command.CommandContext;
import org.holdfast.launcher.command.Terminal;
import org.holdfast.launcher.command.demo.DemoCommand;
import org.holdfast.launcher.command.follow.FollowCommand;
import org.holdfast.launcher.command.hold.ApproveCommand;
import org.holdfast.launcher.command.hold.CoordinatorCommand;
import org.holdfast.launcher.command.hold.HoldsCommand;
import org.holdfast.launcher.command.hold.KeepCommand;
import org.holdfast.launcher.command.hold.ReleaseCommand;
import org.holdfast.launcher.command.index.ImportCommand;
import org.holdfast.launcher.command.index.ProveCommand;
import org.holdfast.launcher.command.index.ReindexCommand;
import org.holdfast.launcher.command.index.RemoveCommand;
import org.holdfast.launcher.command.node.BenchCommand;
import org.holdfast.launcher.command.node.DoctorCommand;
import org.holdfast.launcher.command.node.NodeCommand;
import org.holdfast.launcher.command.node.StartCommand;
import org.holdfast.launcher.command.node.StatusCommand;
import org.holdfast.launcher.command.node.StopCommand;
import org.holdfast.launcher.command.trace.LabelCommand;
import org.holdfast.launcher.command.trace.TraceCommand;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line. Exit codes: 0 done, 1 a defect, 2 bad input or state, 3 a part of the node failed, 4 degraded. */
@Command(
        name = "holdfast",
        description = "Follows stolen crypto-assets to an exchange that can hold them, and asks it to.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DemoCommand.class,
            StartCommand.class,
            StopCommand.class,
            StatusCommand.class,
            ImportCommand.class,
            RemoveCommand.class,
            FollowCommand.class,
            TraceCommand.class,
            LabelCommand.class,
            HoldsCommand.class,
            ProveCommand.class,
            ApproveCommand.class,
            KeepCommand.class,
            ReleaseCommand.class,
            CoordinatorCommand.class,
            DoctorCommand.class,
            ReindexCommand.class,
            NodeCommand.class,
            BenchCommand.class,
            CommandLine.HelpCommand.class
        })
public final class Holdfast extends CommandContext {
    private static final int DEFECT = 1;
    /** What Linux says, in every language of the JDK. */
    private static final String DISK_FULL = "No space left on device";

    private Holdfast(Terminal terminal, Path home) {
        super(terminal, home);
    }

    /** The program. The system property {@code holdfast.home} names the built tree. */
    public static void main(String[] arguments) {
        Path home = Path.of(System.getProperty("holdfast.home", "."));
        System.exit(commandLine(Terminal.system(), home).execute(arguments));
    }

    /**
     * The command line.
     *
     * @param terminal where results and refusals go
     * @param home the built tree
     */
    public static CommandLine commandLine(Terminal terminal, Path home) {
        return new CommandLine(new Holdfast(terminal, home))
                .setOut(terminal.writer())
                .setExecutionExceptionHandler((e, line, parsed) -> refuse(e, terminal))
                .setParameterExceptionHandler((e, arguments) -> refuse(wrongArguments(e), terminal));
    }

    private static InputFaultException wrongArguments(CommandLine.ParameterException e) {
        return new InputFaultException(
                new InputFault(
                        "launcher.arguments.wrong",
                        "the arguments do not fit the command",
                        "./holdfast " + e.getCommandLine().getCommandName(),
                        "arguments as its help lists them",
                        InputFault.quote(String.valueOf(e.getMessage())),
                        "see ./holdfast help"),
                e);
    }

    private static int refuse(Exception e, Terminal terminal) {
        if (e instanceof InputFaultException fault) {
            terminal.error(fault.fault().sentence());
            return BAD_INPUT;
        }
        if (String.valueOf(e.getMessage()).contains(DISK_FULL)) {
            terminal.error(new InputFault(
                            "launcher.disk.full",
                            "the disk is full",
                            "the disk of the data directory",
                            "free space",
                            InputFault.quote(String.valueOf(e.getMessage())),
                            "make room and run the same command again")
                    .sentence());
            return BAD_INPUT;
        }
        terminal.error("launcher.defect: " + e + "; this should not happen, please report it.");
        return DEFECT;
    }
}
