package org.holdfast.launcher.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.holdfast.launcher.client.RestClient;
import org.holdfast.launcher.node.Access;
import org.holdfast.launcher.node.NodeLayout;
import org.holdfast.launcher.node.NodeState;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options that every command shares, and what commands work with: the terminal, the node, the services. */
public abstract class CommandContext {
    /** Exit code of a command that was refused: bad input, or a state in which it cannot run. */
    public static final int BAD_INPUT = 2;

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

    private final Terminal terminal;

    protected CommandContext(Terminal terminal) {
        this.terminal = terminal;
    }

    public Terminal terminal() {
        return terminal;
    }

    public boolean json() {
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

    public NodeLayout layout() {
        Path home = Path.of(System.getProperty("holdfast.home", "."))
                .toAbsolutePath()
                .normalize();
        Path chosen = data == null ? home.resolve("run/node") : data;
        return new NodeLayout(home, chosen.toAbsolutePath().normalize());
    }

    /** The running node; an error that says how to start one where none runs. */
    public NodeState node() {
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

    public RestClient tracing(NodeState node, String officer) {
        return new RestClient(node.tracing(), Access.token(layout(), officer));
    }

    public RestClient freeze(NodeState node, String officer) {
        return new RestClient(node.freeze(), Access.token(layout(), officer));
    }
}
