package org.holdfast.launcher.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.holdfast.launcher.client.HoldsClient;
import org.holdfast.launcher.client.TracingClient;
import org.holdfast.launcher.node.Access;
import org.holdfast.launcher.node.NodeLayout;
import org.holdfast.launcher.node.NodeState;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.servers.KafkaBroker;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options of every command, and access to the terminal, the node and its services. */
public abstract class CommandContext {
    /** Exit code of a command that was refused because of its input or the state of the node. */
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
    private final Path home;

    protected CommandContext(Terminal terminal, Path home) {
        this.terminal = terminal;
        this.home = home.toAbsolutePath().normalize();
    }

    /** Where results go. */
    public Terminal terminal() {
        return terminal;
    }

    /** True if the user wants JSON instead of text. */
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

    /** The directories of the node that the command works with. */
    public NodeLayout layout() {
        Path chosen = data == null ? home.resolve("run/node") : data;
        return new NodeLayout(home, chosen.toAbsolutePath().normalize());
    }

    /** The running node; without one, a fault that tells how to start it. */
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

    /** The tracing service as that officer sees it. A start of the service is awaited. */
    public TracingClient tracing(NodeState node, String officer) {
        return new TracingClient(
                node.tracing(), Access.token(layout(), officer), new RestartWait(layout(), "tracing", terminal));
    }

    /** The freeze coordinator as that officer sees it. A start of the service is awaited. */
    public HoldsClient freeze(NodeState node, String officer) {
        return new HoldsClient(
                node.freeze(), Access.token(layout(), officer), new RestartWait(layout(), "freeze", terminal));
    }

    /** Waits until the broker answers: the programs that ask it give up sooner than a start may take. */
    public void awaitBroker(NodeState node) {
        var wait = new RestartWait(layout(), "kafka", terminal);
        long begin = System.nanoTime();
        Duration silent = Duration.ZERO;
        while (!KafkaBroker.answers(node.kafkaPort())) {
            wait.pause(
                    new InputFaultException(new InputFault(
                            "launcher.service.no-answer",
                            "the broker did not answer",
                            node.kafka(),
                            "an answer",
                            "none",
                            "look at ./holdfast status and the logs in the data directory")),
                    silent);
            silent = Duration.ofNanos(System.nanoTime() - begin);
        }
    }
}
