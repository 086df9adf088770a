package org.holdfast.launcher.command.index;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.holdfast.api.program.RebuildReport;
import org.holdfast.launcher.client.ContractJson;
import org.holdfast.launcher.command.CommandContext;
import org.holdfast.launcher.command.Terminal;
import org.holdfast.launcher.node.DataLock;
import org.holdfast.launcher.node.NodeLayout;
import org.holdfast.launcher.node.NodeState;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.primitives.chain.Chains;
import org.holdfast.servers.OwnProcess;
import org.holdfast.servers.ServerRecord;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** The removal or rebuild of an index. An index is derived data: the tracing service rebuilds it from the topic. */
@Command(
        name = "reindex",
        description = {
            "Removes the index of one chain or of all chains; the next start rebuilds it from the topic.",
            "With --from, rebuilds the index of one chain from block files at once. Stop the node first."
        })
public final class ReindexCommand implements Callable<Integer> {
    /** Endings of the folders that the tracing service keeps while it replaces an index. */
    private static final List<String> REPLACEMENT_ENDINGS = List.of(".new", ".old");

    private static final String TRACING = "tracing";

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private CommandContext context;

    @Option(names = "--chain", paramLabel = "CHAIN", description = "One chain only (default: every chain).")
    private @Nullable String chain;

    @Option(
            names = "--from",
            arity = "1..*",
            paramLabel = "FILE_OR_DIRECTORY",
            description = "Block files, as for import. Without --chain the chain is mainnet.")
    private List<Path> files = List.of();

    @Mixin
    private HeightOptions heights = new HeightOptions();

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (files.isEmpty() && !heights.arguments().isEmpty()) {
            throw new InputFaultException(new InputFault(
                    "launcher.arguments.wrong",
                    "the arguments do not fit the command",
                    "./holdfast reindex",
                    "--from, where heights are named",
                    String.join(" ", heights.arguments()),
                    "see ./holdfast help reindex"));
        }
        NodeLayout layout = context.layout();
        requireUnused(layout);
        // No node can start meanwhile.
        try (var _ = DataLock.take(layout)) {
            return files.isEmpty() ? remove(layout) : fromFiles(layout);
        }
    }

    /** Refuses while a node runs or starts, and while the service of a node that was killed still runs. */
    private static void requireUnused(NodeLayout layout) {
        boolean service = ServerRecord.read(OwnProcess.recordFile(layout.service(TRACING), TRACING))
                .flatMap(ServerRecord::process)
                .isPresent();
        if (service || NodeState.running(layout).isPresent()) {
            throw new InputFaultException(new InputFault(
                    "launcher.index.in-use",
                    "the index is in use",
                    layout.index().toString(),
                    "a node that is stopped",
                    "a running one",
                    "stop it with ./holdfast stop, then try again"));
        }
    }

    private int remove(NodeLayout layout) throws IOException {
        List<Path> folders = folders(layout.index());
        for (Path folder : folders) {
            int removed = empty(folder);
            if (REPLACEMENT_ENDINGS.stream().anyMatch(folder.toString()::endsWith)) {
                Files.delete(folder);
            }
            context.terminal()
                    .line("%s: %d files removed; the next start rebuilds the index from the topic"
                            .formatted(folder.getFileName(), removed));
        }
        if (folders.isEmpty()) {
            context.terminal().line("there is no index here");
        }
        return 0;
    }

    private int fromFiles(NodeLayout layout) throws IOException, InterruptedException {
        ChainId id = Chains.named(chain == null ? "mainnet" : chain).chain();
        var ended = IndexFromFiles.run(layout, id, heights.arguments(), files);
        if (ended.exit() == 0) {
            Terminal terminal = context.terminal();
            terminal.line(
                    context.json() ? ended.report() : summary(ContractJson.read(ended.report(), RebuildReport.class)));
        }
        return ended.exit();
    }

    private static String summary(RebuildReport report) {
        return "indexed from files: %d blocks, %d transactions, %d outputs, up to height %d, block %s"
                .formatted(report.blocks(), report.transactions(), report.outputs(), report.height(), report.hash());
    }

    private List<Path> folders(Path index) throws IOException {
        if (chain != null) {
            String name = Chains.named(chain).chain().namePart();
            return Stream.concat(Stream.of(""), REPLACEMENT_ENDINGS.stream())
                    .map(end -> index.resolve(name + end))
                    .filter(Files::isDirectory)
                    .toList();
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
