package org.holdfast.launcher.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.stream.Stream;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.servers.LoopbackPort;
import org.holdfast.servers.OwnProcess;
import org.holdfast.servers.PrivateFiles;
import org.holdfast.servers.ProcessLog;
import org.holdfast.servers.ServerRecord;

/**
 * A chain that a node follows with an adapter of its own. A private file keeps the arguments of the adapter, one a
 * line, so that the node follows the chain again after a restart.
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
        PrivateFiles.write(file(), String.join("\n", arguments));
    }

    /** The arguments of the adapter; empty if the chain is not followed. */
    public List<String> arguments() {
        try {
            return Files.exists(file()) ? Files.readAllLines(file()) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The file with the arguments in the form that picocli reads ({@code @FILE}). All users of a machine can read the
     * arguments of its processes, and the address of a node may have a password or a key.
     */
    public Path optionsFile() {
        var lines = new StringJoiner("\n", "", "\n");
        for (String argument : arguments()) {
            // An at sign in front would name another file.
            String literal = argument.startsWith("@") ? "@" + argument : argument;
            lines.add("\"" + literal.replace("\\", "\\\\").replace("\"", "\\\"") + "\"");
        }
        return PrivateFiles.write(options(), lines.toString());
    }

    public void forget() {
        delete(file());
    }

    /**
     * Keeps the adapter from running until {@link #resume}, or the end of this process: of two programs that publish
     * blocks of a chain, the older one is fenced.
     *
     * @throws InputFaultException if another process has done so
     */
    public void pause() {
        pausedBy().ifPresent(pid -> {
            throw new InputFaultException(new InputFault(
                    "launcher.import.another-runs",
                    "another import of this chain runs",
                    name,
                    "one import at a time",
                    "process " + pid,
                    "wait until it ends"));
        });
        ServerRecord.self().write(pauseFile());
    }

    /** Lets the adapter run again. */
    public void resume() {
        delete(pauseFile());
    }

    /** The process that keeps the adapter from running, if there is one. */
    public Optional<Long> pausedBy() {
        return ServerRecord.read(pauseFile())
                .filter(record -> record.process().isPresent())
                .map(ServerRecord::pid);
    }

    /** Deletes the end of the last adapter, and its options. Its log is kept. */
    public void forgetLastRun() {
        delete(endFile());
        delete(options());
    }

    /** How the adapter ended last; empty if none has ended since the last call of {@link #forgetLastRun}. */
    public Optional<PartEnd> lastEnd() {
        return PartEnd.read(endFile());
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The time of the last change of the arguments, as text; empty if the chain is not followed at present. */
    public Optional<String> version() {
        try {
            return Files.exists(file()) && pausedBy().isEmpty()
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

    /** The port of the last adapter, so that it stays the same; another one if that is taken. */
    public int portToServe() {
        return ServerRecord.read(OwnProcess.recordFile(folder(), name))
                .filter(last -> last.process().isPresent() || LoopbackPort.isFree(last.port()))
                .map(ServerRecord::port)
                .orElseGet(LoopbackPort::free);
    }

    /** The port at which the adapter serves its health, if an adapter runs. */
    public Optional<Integer> port() {
        return ServerRecord.read(OwnProcess.recordFile(folder(), name))
                .filter(record -> record.process().isPresent())
                .map(ServerRecord::port);
    }

    /** The last line of the adapter's log. */
    public String lastWords() {
        String last = new ProcessLog(log()).lastLine();
        return last.isEmpty() ? "nothing" : last;
    }

    /** How the adapter ended last. */
    public Path endFile() {
        return folder().resolve(name + ".end");
    }

    private Path options() {
        return folder().resolve(name + ".options");
    }

    private Path pauseFile() {
        return layout.follow().resolve(name + ".paused");
    }

    private Path file() {
        return layout.follow().resolve(name + ENDING);
    }
}
