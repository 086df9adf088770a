package org.holdfast.launcher;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

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
public final class Holdfast {
    static final int BAD_INPUT = 2;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "The node's data directory (default: run/node).")
    private @Nullable Path data;

    @Option(
            names = "--output",
            paramLabel = "FORM",
            scope = ScopeType.INHERIT,
            description = "text or json (default: text).")
    private String output = "text";

    private final Terminal terminal = new Terminal();

    private Holdfast() {}

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Holdfast())
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

    Terminal terminal() {
        return terminal;
    }

    boolean json() {
        if (output.equals("json")) {
            return true;
        }
        if (output.equals("text") || output.equals("table")) {
            return false;
        }
        throw new InputFaultException(new InputFault(
                "launcher.output.unknown",
                "an output form is unknown",
                "--output",
                "text or json",
                InputFault.quote(output),
                "choose one of those"));
    }

    NodeLayout layout() {
        Path home = Path.of(System.getProperty("holdfast.home", "."))
                .toAbsolutePath()
                .normalize();
        Path chosen = data == null ? home.resolve("run/node") : data;
        return new NodeLayout(home, chosen.toAbsolutePath().normalize());
    }

    /** The running node; an error that says how to start one where none runs. */
    NodeState node() {
        NodeLayout layout = layout();
        Optional<NodeState> running = NodeState.running(layout);
        return running.orElseThrow(() -> new InputFaultException(new InputFault(
                "launcher.node.not-running",
                "no node runs here",
                layout.data().toString(),
                "a running node",
                Files.exists(layout.data()) ? "a stopped one" : "no such directory",
                "start it with ./holdfast start")));
    }

    RestClient tracing(NodeState node, String officer) {
        return new RestClient(node.tracing(), Access.token(layout(), officer));
    }

    RestClient freeze(NodeState node, String officer) {
        return new RestClient(node.freeze(), Access.token(layout(), officer));
    }
}
