package org.holdfast.chain.app;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.holdfast.chain.bitcoin.BitcoinNetwork;
import org.holdfast.chain.bitcoin.file.BlockFileCheck;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "check", description = "Checks the blocks of files and publishes nothing.")
final class CheckCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--chain", description = "mainnet, testnet4, signet, regtest or a CAIP-2 id.")
    private String chain = "mainnet";

    @Parameters(arity = "1..*", paramLabel = "FILE_OR_DIRECTORY")
    private List<Path> files = List.of();

    @Override
    public Integer call() {
        var report = BlockFileCheck.check(BitcoinNetwork.named(chain), files);
        spec.commandLine()
                .getOut()
                .printf(
                        "%d blocks, %d transactions, %d inputs, %d outputs, sum %d, last %s%n",
                        report.blocks(),
                        report.transactions(),
                        report.inputs(),
                        report.outputs(),
                        report.outputSum(),
                        report.last());
        return 0;
    }
}
