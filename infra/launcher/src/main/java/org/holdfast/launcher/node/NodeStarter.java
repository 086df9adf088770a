package org.holdfast.launcher.node;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.servers.OwnProcess;

/** Starts a node in the background, in its own session, so that it outlives the terminal. */
public final class NodeStarter {
    /** The program of this module; the node is the same program with another command. */
    public static final String MAIN_CLASS = "org.holdfast.launcher.Holdfast";

    private static final Duration START_MAX = Duration.ofMinutes(3);

    private NodeStarter() {}

    /** The running node; starts one if none runs. */
    public static NodeState ensure(NodeLayout layout, boolean robots, List<String> portArguments) {
        Optional<NodeState> running = NodeState.running(layout);
        return running.orElseGet(() -> start(layout, robots, portArguments));
    }

    private static NodeState start(NodeLayout layout, boolean robots, List<String> portArguments) {
        requireWritable(layout.data());
        var command = new ArrayList<>(List.of(
                "setsid",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-Dholdfast.home=" + layout.home(),
                "-cp",
                System.getProperty("java.class.path"),
                MAIN_CLASS,
                "--data",
                layout.data().toString(),
                "node"));
        if (robots) {
            command.add("--robots");
        }
        command.addAll(portArguments);
        try {
            Files.deleteIfExists(layout.failure());
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(layout.log().toFile())
                    .redirectInput(new File("/dev/null"))
                    .start();
            OwnProcess.await(
                    () -> !process.isAlive() || NodeState.running(layout).isPresent(), START_MAX);
            return NodeState.running(layout).orElseThrow(() -> failed(layout));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputFaultException failed(NodeLayout layout) {
        String last = "";
        try {
            last = Files.readString(layout.log()).strip();
        } catch (IOException none) {
            last = "no log: " + none.getMessage();
        }
        int line = last.lastIndexOf('\n');
        return new InputFaultException(new InputFault(
                "launcher.node.not-started",
                "the node did not start",
                layout.log().toString(),
                "every part ready within " + START_MAX.toSeconds() + " s",
                last.substring(line + 1),
                "mend that and start again"));
    }

    private static void requireWritable(Path data) {
        try {
            Files.createDirectories(data);
            Files.delete(Files.createTempFile(data, "probe", null));
        } catch (IOException e) {
            throw new InputFaultException(
                    new InputFault(
                            "launcher.data.not-writable",
                            "the data directory cannot be written",
                            data.toString(),
                            "a directory of yours with free space",
                            e.getClass().getSimpleName(),
                            "choose another with --data, or correct its owner and rights"),
                    e);
        }
    }
}
