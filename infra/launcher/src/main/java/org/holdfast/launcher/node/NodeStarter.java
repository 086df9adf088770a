package org.holdfast.launcher.node;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.holdfast.launcher.node.security.DataDirectory;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.servers.OwnProcess;
import org.holdfast.servers.PrivateFiles;
import org.holdfast.servers.ProcessLog;

/** Starts a node in the background, in its own session, so that it outlives the terminal. */
public final class NodeStarter {
    /** The program of this module; the node is the same program with another command. */
    public static final String MAIN_CLASS = "org.holdfast.launcher.Holdfast";

    private static final Duration START_MAX = Duration.ofMinutes(3);

    /**
     * Starts the node again after it was killed. A node that ends in order removes its state file ($1), and one that
     * was refused ends with 2. A node that is stopped by a signal for 20 seconds is killed. The waits grow to 30
     * seconds.
     */
    private static final String KEEPER = """
            state=$1; shift
            starts=0
            while :; do
              "$@" &
              node=$!
              still=0
              while sleep 1 && kill -0 $node 2>/dev/null; do
                case "$(cut -d ' ' -f 3 /proc/$node/stat 2>/dev/null)" in
                  T) still=$((still + 1)); [ $still -lt 20 ] || kill -KILL $node ;;
                  *) still=0 ;;
                esac
              done
              wait $node
              code=$?
              starts=$((starts + 1))
              if [ ! -e "$state" ] || [ $code -eq 2 ]; then exit $code; fi
              sleep $((starts < 30 ? starts : 30))
              [ -e "$state" ] || exit $code
            done
            """;

    private static final Pattern TIME = Pattern.compile("^\\d{4}-\\d\\d-\\d\\dT\\S+Z ");

    private NodeStarter() {}

    /**
     * The running node; starts one if none runs.
     *
     * @param notes takes what a person should know about the start
     */
    public static NodeState ensure(
            NodeLayout layout, boolean robots, List<String> portArguments, Consumer<String> notes) {
        Optional<NodeState> running = NodeState.running(layout);
        return running.orElseGet(() -> start(layout, robots, portArguments, notes));
    }

    /** A keeper that runs the command of a node in its own session and outlives the terminal. */
    static List<String> kept(NodeLayout layout, List<String> node) {
        var command = new ArrayList<>(List.of(
                "setsid", "sh", "-c", KEEPER, "holdfast-keeper", layout.state().toString()));
        command.addAll(node);
        return command;
    }

    private static NodeState start(
            NodeLayout layout, boolean robots, List<String> portArguments, Consumer<String> notes) {
        DataDirectory.prepare(layout.data(), notes);
        if (DataLock.holder(layout).isPresent()) {
            throw DataLock.taken(layout);
        }
        var command = new ArrayList<>(List.of(
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
            var log = new ProcessLog(layout.log());
            log.prepare();
            Process process = new ProcessBuilder(PrivateFiles.command(kept(layout, command)))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.file().toFile()))
                    .redirectInput(new File("/dev/null"))
                    .start();
            OwnProcess.await(
                    () -> !process.isAlive() || NodeState.running(layout).isPresent(), START_MAX);
            return NodeState.running(layout).orElseThrow(() -> failed(layout, process));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputFaultException failed(NodeLayout layout, Process keeper) {
        if (!keeper.isAlive() && DataLock.holder(layout).isPresent()) {
            return DataLock.taken(layout);
        }
        String causes = NodeParts.read(layout).parts().stream()
                .filter(part -> !part.cause().isEmpty())
                .map(part -> part.name() + ": " + part.cause())
                .collect(Collectors.joining("; "));
        String last = TIME.matcher(new ProcessLog(layout.log()).lastLine()).replaceFirst("");
        return new InputFaultException(new InputFault(
                "launcher.node.not-started",
                "the node did not start",
                layout.log().toString(),
                "every part ready within " + START_MAX.toSeconds() + " s",
                causes.isEmpty() ? last : causes,
                "correct that and start again"));
    }
}
