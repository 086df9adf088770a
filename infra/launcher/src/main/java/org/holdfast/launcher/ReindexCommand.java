package org.holdfast.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** An index is derived data: without its files the tracing service reads the topic of blocks from its beginning. */
@Command(
        name = "reindex",
        description = "Removes the index of a chain, or of all; the next start builds it again from the topic.")
final class ReindexCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private Holdfast holdfast;

    @Option(names = "--chain", paramLabel = "CHAIN", description = "One chain only (default: every chain).")
    private @Nullable String chain;

    @Override
    public Integer call() throws IOException {
        NodeLayout layout = holdfast.layout();
        if (NodeState.running(layout).isPresent()) {
            throw new InputFaultException(new InputFault(
                    "launcher.index.in-use",
                    "the node runs, and with it the index",
                    layout.index().toString(),
                    "a node that is stopped",
                    "a running one",
                    "stop it with ./holdfast stop, then try again"));
        }
        List<Path> folders = folders(layout.index());
        for (Path folder : folders) {
            int removed = empty(folder);
            holdfast.terminal()
                    .line("%s: %d files removed; the next start builds the index again from the topic"
                            .formatted(folder.getFileName(), removed));
        }
        if (folders.isEmpty()) {
            holdfast.terminal().line("there is no index here");
        }
        return 0;
    }

    private List<Path> folders(Path index) throws IOException {
        if (chain != null) {
            Path folder = index.resolve(Chains.parse(chain).namePart());
            return Files.isDirectory(folder) ? List.of(folder) : List.of();
        }
        if (Files.notExists(index)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(index)) {
            return all.filter(Files::isDirectory).sorted().toList();
        }
    }

    private static int empty(Path folder) {
        int removed = 0;
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.delete(file);
                removed++;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return removed;
    }
}
