package org.holdfast.launcher.command.index;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.holdfast.launcher.command.CommandContext;
import org.holdfast.launcher.node.Access;
import org.holdfast.launcher.node.FollowedChain;
import org.holdfast.launcher.node.Module;
import org.holdfast.launcher.node.NodeLayout;
import org.holdfast.launcher.node.NodeState;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.primitives.chain.Chains;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Takes back what was imported by mistake. */
@Command(
        name = "remove",
        description = "Removes all imported blocks of a chain from a height on, from the topic and the index.")
public final class RemoveCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private CommandContext context;

    @Option(names = "--chain", description = "A name such as mainnet or ethereum, or a CAIP-2 id (default: mainnet).")
    private String chain = "mainnet";

    @Option(names = "--from-height", required = true, paramLabel = "H", description = "The lowest height to remove.")
    private long fromHeight;

    @Option(names = "--reason", required = true, description = "Why; kept on the topic with your name.")
    private String reason = "";

    @Option(names = "--by", description = "Your name (default: the user of the operating system).")
    private String by = System.getProperty("user.name", "unknown");

    @Option(names = "--yes", description = "Removes them. Without it the command says what it would remove.")
    private boolean confirmed;

    @Override
    public Integer call() throws Exception {
        NodeLayout layout = context.layout();
        NodeState node = context.node();
        ChainId id = Chains.named(chain).chain();
        if (FollowedChain.of(layout, id).version().isPresent()) {
            throw new InputFaultException(new InputFault(
                    "launcher.remove.chain-followed",
                    "a followed chain has one owner, its adapter",
                    id.text(),
                    "a chain that is not followed",
                    "a followed one",
                    "stop following it with ./holdfast follow --off, then remove the blocks"));
        }
        context.awaitBroker(node);
        int exit = new ProcessBuilder(command(layout, node, id))
                .inheritIO()
                .start()
                .waitFor();
        if (exit == 0) {
            new IndexWait(context.tracing(node, Access.INVESTIGATOR)).awaitBelow(id, fromHeight);
            context.terminal().line("the index has no block from height " + fromHeight + " on");
        }
        return exit;
    }

    private List<String> command(NodeLayout layout, NodeState node, ChainId id) {
        var command = new ArrayList<>(Module.CHAIN_ADAPTER.javaCommand(layout.home()));
        command.addAll(List.of(
                Module.CHAIN_ADAPTER.mainClass(),
                "remove",
                "--chain",
                id.text(),
                "--kafka",
                node.kafka(),
                "--kafka-client",
                layout.adapterClient().toString(),
                "--from-height",
                Long.toString(fromHeight),
                "--by",
                by,
                "--reason",
                reason));
        if (confirmed) {
            command.add("--yes");
        }
        return command;
    }
}
