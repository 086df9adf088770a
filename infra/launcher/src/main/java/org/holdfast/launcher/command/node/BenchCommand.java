package org.holdfast.launcher.command.node;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.holdfast.launcher.command.CommandContext;
import org.holdfast.launcher.node.Module;
import org.holdfast.launcher.node.NodeLayout;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** The benchmarks. */
@Command(name = "bench", description = "Measures import, index and trace on this machine. Needs no running node.")
public final class BenchCommand implements Callable<Integer> {
    private static final int INDEX_ROUNDS = 5;

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private CommandContext context;

    @Option(
            names = "--quick",
            description = "A small generated chain: a check of the benchmark itself, without usable figures.")
    private boolean quick;

    @Option(names = "--runs", description = "Number of measured runs (default: 3; quick: 2).")
    private int runs;

    @Option(names = "--transactions", description = "Size of the generated chain (default: 50000; quick: 2000).")
    private long transactions;

    @Option(names = "--memory", description = "Only the memory of an import of 100,000 and of 1,000,000 transactions.")
    private boolean memory;

    @Option(
            names = "--engine",
            description = "Only graph index and engine against their peers, with so many transactions.")
    private long engine;

    @Option(names = "--accounts", description = "Only the account index against RocksDB, with so many entries.")
    private long accounts;

    @Option(
            names = "--index",
            description = "Only the graph index, with so many transactions, and its recovery after kill -9.")
    private long index;

    @Option(names = "--evm", description = "Only EVM blocks, with so many transactions.")
    private int evm;

    @Override
    public Integer call() throws Exception {
        NodeLayout layout = context.layout();
        var command = new ArrayList<>(Module.BENCH.javaCommand(layout.home()));
        if (memory) {
            command.addAll(List.of("-Dholdfast.home=" + layout.home(), "org.holdfast.bench.ImportMemory"));
            return new ProcessBuilder(command).inheritIO().start().waitFor();
        }
        if (index > 0) {
            command.addAll(List.of(
                    "-Dholdfast.home=" + layout.home(),
                    "org.holdfast.bench.graph.IndexRun",
                    Long.toString(index),
                    Integer.toString(runs == 0 ? INDEX_ROUNDS : runs)));
            return new ProcessBuilder(command).inheritIO().start().waitFor();
        }
        command.addAll(List.of(
                "-Dholdfast.home=" + layout.home(),
                Module.BENCH.mainClass(),
                "--runs=" + runs,
                "--transactions=" + transactions,
                "--engine=" + engine,
                "--accounts=" + accounts,
                "--evm=" + evm,
                "--output=" + (context.json() ? "json" : "table")));
        if (quick) {
            command.add("--quick");
        }
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }
}
