package org.holdfast.launcher.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.holdfast.primitives.ChainId;
import org.holdfast.servers.LoopbackPort;
import org.holdfast.servers.ServerRecord;

/**
 * A chain that a node follows with an adapter of its own. A file keeps the arguments of the adapter, one a line, so
 * that the node follows the chain again after a restart.
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
                    .sorted(Comparator.comparing(FollowedChain::name))
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

    /** Deletes the log and the end of the last adapter. */
    public void forgetLastRun() {
        delete(log());
        delete(endFile());
    }

    /** How the adapter ended last; empty if none has ended since the last call of {@link #forgetLastRun}. */
    public Optional<AdapterEnd> lastEnd() {
        return AdapterEnd.read(endFile());
    }

    /** Keeps the end of an adapter that the node started. */
    void ended(int exitCode) {
        new AdapterEnd(exitCode, lastWords()).write(endFile());
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The time of the last change of the arguments, as text; empty if the chain is not followed. */
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

    /** The process of the adapter, not started yet. It serves its health on a free port. */
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

    /** The port at which the adapter serves its health, if an adapter runs. */
    public Optional<Integer> port() {
        return ServerRecord.read(folder().resolve(name + ".process"))
                .filter(record -> record.process().isPresent())
                .map(ServerRecord::port);
    }

    /** The last line of the adapter's log. */
    public String lastWords() {
        try {
            List<String> lines = Files.exists(log()) ? Files.readAllLines(log()) : List.of();
            return lines.isEmpty() ? "nothing" : lines.getLast();
        } catch (IOException e) {
            return e.toString();
        }
    }

    private Path endFile() {
        return folder().resolve(name + ".end");
    }

    private Path file() {
        return layout.follow().resolve(name + ENDING);
    }
}
