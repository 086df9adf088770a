package org.holdfast.chain.app;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.holdfast.chain.bitcoin.generate.DemoChain;
import org.holdfast.chain.bitcoin.generate.GeneratedChain;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Chains of our own making. */
final class GenerateCommand {
    private GenerateCommand() {}

    @Command(name = "generate", description = "Writes a regtest chain of any size from a seed.")
    static final class Chain implements Callable<Integer> {
        @Option(names = "--out", required = true, paramLabel = "FILE")
        private Path out = Path.of("");

        @Option(names = "--seed")
        private long seed = 1;

        @Option(names = "--transactions", required = true)
        private long transactions;

        @Override
        public Integer call() throws Exception {
            GeneratedChain.write(out, seed, transactions);
            return 0;
        }
    }

    @Command(name = "generate-demo", description = "Writes the demonstration's chain and its scenario.")
    static final class Demo implements Callable<Integer> {
        @Option(names = "--out", required = true, paramLabel = "DIRECTORY")
        private Path out = Path.of("");

        @Override
        public Integer call() throws Exception {
            DemoChain.write(out);
            return 0;
        }
    }
}
