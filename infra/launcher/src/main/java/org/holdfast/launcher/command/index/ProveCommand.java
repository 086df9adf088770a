package org.holdfast.launcher.command.index;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.holdfast.launcher.command.CommandContext;
import org.holdfast.launcher.node.Chains;
import org.holdfast.launcher.node.Module;
import org.holdfast.launcher.node.NodeLayout;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "prove",
        description = "Prints a proof, as gettxoutproof gives it, that transactions stand in a published block.")
public final class ProveCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private CommandContext context;

    @Option(names = "--chain", description = "mainnet, testnet4, signet, regtest or a CAIP-2 id (default: mainnet).")
    private String chain = "mainnet";

    @Parameters(arity = "1..*", paramLabel = "TXID", description = "Transactions of one block.")
    private List<String> txids = List.of();

    @Override
    public Integer call() throws Exception {
        NodeLayout layout = context.layout();
        var command = new ArrayList<>(Module.CHAIN_ADAPTER.javaCommand(layout.home()));
        command.addAll(List.of(
                Module.CHAIN_ADAPTER.mainClass(),
                "prove",
                "--chain",
                Chains.parse(chain).text(),
                "--kafka",
                context.node().kafka()));
        command.addAll(txids);
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }
}
