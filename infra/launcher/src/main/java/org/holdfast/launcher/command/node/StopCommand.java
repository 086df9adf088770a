package org.holdfast.launcher.command.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.holdfast.launcher.command.CommandContext;
import org.holdfast.launcher.node.DataLock;
import org.holdfast.launcher.node.NodeLayout;
import org.holdfast.launcher.node.NodeState;
import org.holdfast.servers.OwnProcess;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** The end of the node. */
@Command(name = "stop", description = "Stops the node and the processes that it started, and no others.")
public final class StopCommand implements Callable<Integer> {
    private static final Duration STOP_MAX = Duration.ofSeconds(90);
    private static final Duration CHILD_MAX = Duration.ofSeconds(20);
    private static final String RECORD = ".process";
    private static final List<String> SERVERS = List.of("kafka", "postgres");

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private CommandContext context;

    @Override
    public Integer call() throws IOException {
        NodeLayout layout = context.layout();
        // A node that is still starting has no state yet, but holds the lock.
        Optional<ProcessHandle> node =
                NodeState.running(layout).flatMap(NodeState::process).or(() -> DataLock.holder(layout));
        node.ifPresent(process -> OwnProcess.end(process, "TERM", STOP_MAX));
        // Without this file the keeper starts the node no more.
        Files.deleteIfExists(layout.state());
        Files.deleteIfExists(layout.parts());
        // A node that was killed may have left children; each is known by pid and start time.
        List<String> left = recorded(layout);
        left.stream().filter(name -> !SERVERS.contains(name)).forEach(name -> stop(layout, name, "TERM"));
        left.stream()
                .filter(SERVERS::contains)
                .forEach(name -> stop(layout, name, name.equals("kafka") ? "TERM" : "INT"));
        context.terminal().line(node.isPresent() ? "stopped" : "no node ran here");
        return 0;
    }

    private static void stop(NodeLayout layout, String name, String signal) {
        OwnProcess.stopRecorded(layout.service(name), name, signal, CHILD_MAX);
    }

    /** The names of all parts that a node of this directory ever started; each has a folder of its name. */
    private static List<String> recorded(NodeLayout layout) throws IOException {
        if (Files.notExists(layout.data())) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(layout.data())) {
            return folders.map(folder -> folder.getFileName().toString())
                    .filter(name -> Files.exists(layout.service(name).resolve(name + RECORD)))
                    .toList();
        }
    }
}
