package org.holdfast.launcher.command.index;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.holdfast.launcher.command.CommandContext;
import org.holdfast.launcher.node.Access;
import org.holdfast.launcher.node.Module;
import org.holdfast.launcher.node.NodeLayout;
import org.holdfast.launcher.node.NodeState;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.TxId;
import org.holdfast.primitives.chain.Chains;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** The inclusion proof of transactions. */
@Command(
        name = "prove",
        description =
                "Prints an inclusion proof for transactions of one published block, in the form of gettxoutproof.")
public final class ProveCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private CommandContext context;

    @Option(names = "--chain", description = "A name such as mainnet or ethereum, or a CAIP-2 id (default: mainnet).")
    private String chain = "mainnet";

    @Option(names = "--height", description = "The height of the block (default: as the tracing service knows it).")
    private @Nullable Long height;

    @Option(
            names = "--with-transactions",
            description = "Also prints each transaction without witnesses, the bytes that its id commits to.")
    private boolean withTransactions;

    @Parameters(arity = "1..*", paramLabel = "TXID", description = "Transactions of one block.")
    private List<String> txids = List.of();

    @Override
    public Integer call() throws Exception {
        NodeLayout layout = context.layout();
        NodeState node = context.node();
        ChainId id = Chains.named(chain).chain();
        var command = new ArrayList<>(Module.CHAIN_ADAPTER.javaCommand(layout.home()));
        command.addAll(List.of(
                Module.CHAIN_ADAPTER.mainClass(),
                "prove",
                "--chain",
                id.text(),
                "--kafka",
                node.kafka(),
                "--kafka-client",
                layout.adapterClient().toString(),
                "--height",
                Long.toString(height == null ? heightOfFirst(node, id) : height)));
        if (withTransactions) {
            command.add("--with-transactions");
        }
        command.addAll(txids);
        context.awaitBroker(node);
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }

    private long heightOfFirst(NodeState node, ChainId id) {
        return context.tracing(node, Access.INVESTIGATOR)
                .transaction(id, TxId.parse(txids.getFirst()))
                .height();
    }
}
