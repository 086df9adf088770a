package org.holdfast.launcher.stub;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.holdfast.launcher.Holdfast;
import org.holdfast.launcher.command.Terminal;
import org.holdfast.launcher.node.Access;
import org.holdfast.launcher.node.NodeLayout;
import org.holdfast.launcher.node.NodeState;
import org.holdfast.servers.PrivateFiles;

/** Runs commands in this process, on a directory of a test, and captures what they print. */
public final class Cli {
    /** What a command left. */
    public record Result(int exit, String out, String err) {
        /** The lines of standard output. */
        public List<String> lines() {
            return out.lines().toList();
        }
    }

    /** In the place of the broker and of PostgreSQL, for all tests of a run. */
    private static final StubServer SERVER = new StubServer();

    private final NodeLayout layout;

    private Cli(NodeLayout layout) {
        this.layout = layout;
    }

    /** Commands on a node that does not run. */
    public static Cli stopped(Path home) {
        return new Cli(new NodeLayout(home, home.resolve("node")));
    }

    /** Commands on a node whose process is this one and whose services are those ports. */
    public static Cli running(Path home, int tracingPort, int freezePort) {
        var cli = stopped(home);
        try {
            Files.createDirectories(cli.layout.data());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Access.ensure(cli.layout);
        self(tracingPort, freezePort).write(cli.layout);
        PrivateFiles.tighten(cli.layout.data());
        return cli;
    }

    /** The state of a node whose process is this one. */
    public static NodeState self(int tracingPort, int freezePort) {
        ProcessHandle self = ProcessHandle.current();
        Instant started = self.info().startInstant().orElseThrow();
        return new NodeState(self.pid(), started, SERVER.port(), SERVER.port(), tracingPort, freezePort);
    }

    /** The address of the broker and of PostgreSQL of a node. */
    public static String server() {
        return "127.0.0.1:" + SERVER.port();
    }

    public NodeLayout layout() {
        return layout;
    }

    /** Runs a command. Without {@code --data} among the arguments it works on the directory of this test. */
    public Result run(String... arguments) {
        var all = new ArrayList<>(List.of(arguments));
        if (!all.contains("--data")) {
            all.addAll(List.of("--data", layout.data().toString()));
        }
        return runAsIs(all.toArray(String[]::new));
    }

    /** Runs a command with exactly these arguments. */
    public Result runAsIs(String... arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var terminal = new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false);
        int exit = Holdfast.commandLine(terminal, layout.home()).execute(arguments);
        return new Result(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
