package org.holdfast.launcher.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.holdfast.primitives.ChainId;
import org.holdfast.servers.LoopbackPort;
import org.holdfast.servers.ServerRecord;

/**
 * A chain that a node follows with an adapter of its own: remembered as a file of the adapter's arguments, one a line,
 * so that the node follows it again after a restart.
 */
public record FollowedChain(NodeLayout layout, String name) {
    private static final String PREFIX = "follow-";
    private static final String ENDING = ".arguments";

    public static FollowedChain of(NodeLayout layout, ChainId chain) {
        return new FollowedChain(layout, PREFIX + chain.namePart());
    }

    /** The chain. */
    public ChainId chain() {
        return new ChainId(name.substring(PREFIX.length()).replace('.', ':'));
    }

    public static List<FollowedChain> remembered(NodeLayout layout) {
        if (Files.notExists(layout.follow())) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(layout.follow())) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(ENDING))
                    .map(name -> new FollowedChain(layout, name.substring(0, name.length() - ENDING.length())))
                    .sorted(java.util.Comparator.comparing(FollowedChain::name))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void remember(List<String> arguments) {
        PrivateFile.write(file(), String.join("\n", arguments));
    }

    public void forget() {
        delete(file());
    }

    /** What an adapter that has ended wrote. */
    public void forgetLog() {
        delete(log());
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** When its arguments were last changed, as the file system tells it; empty where it is not followed. */
    public Optional<String> version() {
        try {
            return Files.exists(file())
                    ? Optional.of(Files.getLastModifiedTime(file()).toString())
                    : Optional.empty();
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    public Path folder() {
        return layout.service(name);
    }

    public Path log() {
        return folder().resolve(name + ".log");
    }

    /** The adapter's process, not started yet; its health is served on a free port. */
    public ServiceProcess process(String bootstrap) {
        int port = LoopbackPort.free();
        var command = new ArrayList<>(Module.CHAIN_ADAPTER.javaCommand(layout.home()));
        command.addAll(List.of(
                Module.CHAIN_ADAPTER.mainClass(),
                "follow",
                "--kafka",
                bootstrap,
                "--http-port",
                Integer.toString(port)));
        try {
            command.addAll(Files.readAllLines(file()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ServiceProcess(name, command, folder(), port, false);
    }

    /** The port of the running adapter's health, if one runs. */
    public Optional<Integer> port() {
        return ServerRecord.read(folder().resolve(name + ".process"))
                .filter(record -> record.process().isPresent())
                .map(ServerRecord::port);
    }

    /** The last line that the adapter wrote. */
    public String lastWords() {
        try {
            List<String> lines = Files.exists(log()) ? Files.readAllLines(log()) : List.of();
            return lines.isEmpty() ? "nothing" : lines.getLast();
        } catch (IOException e) {
            return e.toString();
        }
    }

    private Path file() {
        return layout.follow().resolve(name + ENDING);
    }
}
