package org.holdfast.launcher.command.index;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.holdfast.launcher.client.RestClient;
import org.holdfast.launcher.command.CommandContext;
import org.holdfast.launcher.node.Access;
import org.holdfast.launcher.node.Module;
import org.holdfast.launcher.node.NodeLayout;
import org.holdfast.launcher.node.NodeStarter;
import org.holdfast.launcher.node.NodeState;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.chain.Chains;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import tools.jackson.databind.JsonNode;

@Command(
        name = "import",
        description =
                "Checks blocks from files, publishes and indexes them. May be cut off and run again at any point.")
public final class ImportCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private CommandContext context;

    @Parameters(arity = "1..*", paramLabel = "FILE_OR_DIRECTORY")
    private List<Path> files = List.of();

    @Option(names = "--chain", description = "A name such as mainnet or ethereum, or a CAIP-2 id (default: mainnet).")
    private String chain = "mainnet";

    @Override
    public Integer call() throws Exception {
        ChainId id = Chains.named(chain).chain();
        NodeState node = NodeStarter.ensure(context.layout(), false, List.of());
        int exit = publish(context.layout(), node, id, files);
        if (exit != 0) {
            return exit;
        }
        JsonNode indexed = await(context, node, id);
        if (context.json()) {
            context.terminal().line(indexed.toString());
        } else {
            context.terminal().line(summary(indexed));
        }
        return 0;
    }

    /** Runs the adapter with its progress on this terminal. Returns its exit code. */
    public static int publish(NodeLayout layout, NodeState node, ChainId chain, List<Path> files)
            throws IOException, InterruptedException {
        var command = new ArrayList<>(Module.CHAIN_ADAPTER.javaCommand(layout.home()));
        command.addAll(
                List.of(Module.CHAIN_ADAPTER.mainClass(), "import", "--chain", chain.text(), "--kafka", node.kafka()));
        files.forEach(file -> command.add(file.toString()));
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }

    public static JsonNode await(CommandContext context, NodeState node, ChainId chain) {
        RestClient tracing = context.tracing(node, Access.INVESTIGATOR);
        var tip = IndexProgress.published(node.kafka(), chain);
        return tip.map(hash -> IndexProgress.awaitIndexed(tracing, chain, hash))
                .orElseGet(() -> IndexProgress.indexed(tracing, chain));
    }

    public static String summary(JsonNode chain) {
        var text = new StringBuilder("indexed: %s blocks, %s transactions, %s outputs, %s of them unspent"
                .formatted(
                        chain.path("blocks").asString("0"),
                        chain.path("transactions").asString("0"),
                        chain.path("outputs").asString("0"),
                        chain.path("unspentOutputs").asString("0")));
        text.append("; output sum ").append(chain.path("outputSum").asString("0"));
        text.append(", unspent sum ").append(chain.path("unspentSum").asString("0"));
        long unknown = chain.path("unknownInputs").asLong(0);
        if (unknown > 0) {
            text.append("; ").append(unknown).append(" inputs spend outputs from before these blocks, values unknown");
        }
        return text.toString();
    }
}
