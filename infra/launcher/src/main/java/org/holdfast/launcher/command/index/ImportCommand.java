package org.holdfast.launcher.command.index;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.holdfast.api.program.ImportReport;
import org.holdfast.launcher.client.ContractJson;
import org.holdfast.launcher.client.TracingClient;
import org.holdfast.launcher.command.CommandContext;
import org.holdfast.launcher.node.Access;
import org.holdfast.launcher.node.FollowedChain;
import org.holdfast.launcher.node.Module;
import org.holdfast.launcher.node.NodeLayout;
import org.holdfast.launcher.node.NodeSettings;
import org.holdfast.launcher.node.NodeStarter;
import org.holdfast.launcher.node.NodeState;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.primitives.chain.Chains;
import org.holdfast.servers.OwnProcess;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** The import of block files. */
@Command(
        name = "import",
        description = "Checks blocks from files, publishes and indexes them. After an interruption, run it again.")
public final class ImportCommand implements Callable<Integer> {
    /**
     * How the adapter ended.
     *
     * @param exit its exit code
     * @param report what is published now; only after an exit code of 0
     */
    public record Published(int exit, Optional<ImportReport> report) {}

    private static final Duration FOLLOWER_END_MAX = Duration.ofMinutes(2);

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private CommandContext context;

    @Parameters(arity = "1..*", paramLabel = "FILE_OR_DIRECTORY", description = "Block files, or folders of them.")
    private List<Path> files = List.of();

    @Option(names = "--chain", description = "A name such as mainnet or ethereum, or a CAIP-2 id (default: mainnet).")
    private String chain = "mainnet";

    @Mixin
    private HeightOptions heights = new HeightOptions();

    @Override
    public Integer call() throws Exception {
        ChainId id = Chains.named(chain).chain();
        NodeSettings.read(context.layout()).requireRoom(context.layout());
        NodeState node = NodeStarter.ensure(context.layout(), false, List.of(), context.terminal()::error);
        context.awaitBroker(node);
        Published published = publishAlone(node, id);
        if (published.report().isEmpty()) {
            return published.exit();
        }
        ImportReport report = published.report().get();
        if (report.tip() == null) {
            context.terminal().line(context.json() ? ContractJson.write(report) : "no block is published");
            return 0;
        }
        IndexedChain indexed = await(context.tracing(node, Access.INVESTIGATOR), id, report.tip());
        context.terminal().line(context.json() ? indexed.json() : indexed.summary());
        return 0;
    }

    /** Publishes while the chain is not followed; following continues above the imported blocks. */
    private Published publishAlone(NodeState node, ChainId id) throws IOException, InterruptedException {
        var chain = FollowedChain.of(context.layout(), id);
        if (chain.arguments().isEmpty()) {
            return publish(context.layout(), node, id, arguments());
        }
        chain.pause();
        try {
            if (!OwnProcess.await(() -> chain.port().isEmpty(), FOLLOWER_END_MAX)) {
                throw new InputFaultException(new InputFault(
                        "launcher.import.follower-runs",
                        "the chain is followed, and its adapter does not end for the import",
                        chain.name(),
                        "an end within " + FOLLOWER_END_MAX.toSeconds() + " s",
                        "an adapter that runs",
                        "look into its log, or switch following off with ./holdfast follow --off"));
            }
            return publish(context.layout(), node, id, arguments());
        } finally {
            chain.resume();
        }
    }

    private List<String> arguments() {
        var arguments = new ArrayList<>(heights.arguments());
        arguments.add("--");
        files.forEach(file -> arguments.add(file.toString()));
        return arguments;
    }

    /**
     * Runs the adapter with its progress on this terminal.
     *
     * @param arguments options and files of its import
     */
    public static Published publish(NodeLayout layout, NodeState node, ChainId chain, List<String> arguments)
            throws IOException, InterruptedException {
        Path report = Files.createTempFile(layout.data(), "import", ".json");
        try {
            var command = new ArrayList<>(Module.CHAIN_ADAPTER.javaCommand(layout.home()));
            command.addAll(NodeSettings.read(layout).javaOptions(layout));
            command.addAll(List.of(
                    Module.CHAIN_ADAPTER.mainClass(),
                    "import",
                    "--chain",
                    chain.text(),
                    "--kafka",
                    node.kafka(),
                    "--kafka-client",
                    layout.adapterClient().toString(),
                    "--report",
                    report.toString()));
            command.addAll(arguments);
            int exit = new ProcessBuilder(command).inheritIO().start().waitFor();
            return exit == 0
                    ? new Published(0, Optional.of(ContractJson.read(Files.readString(report), ImportReport.class)))
                    : new Published(exit, Optional.empty());
        } finally {
            Files.deleteIfExists(report);
        }
    }

    /** Waits until the index has the last published block. */
    public static IndexedChain await(TracingClient tracing, ChainId chain, ImportReport.Tip tip) {
        return new IndexWait(tracing).awaitBlock(chain, tip);
    }
}
