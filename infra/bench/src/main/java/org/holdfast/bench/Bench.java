package org.holdfast.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.holdfast.bench.peer.KafkaPeer;
import org.holdfast.bench.peer.PostgresPeer;
import org.holdfast.bench.sample.Measurements;
import org.holdfast.bench.sample.ProcessMemory;
import org.holdfast.bench.sample.Row;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.servers.KafkaBroker;
import org.holdfast.servers.LoopbackPort;
import org.holdfast.servers.PostgresServer;
import org.holdfast.servers.ServerBinaries;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The benchmarks' program. Exit codes: 0 done, 1 a defect or counts that differ, 2 bad input. */
@Command(name = "bench", description = "Measures import, index and trace on this machine, each with a peer.")
public final class Bench implements Callable<Integer> {
    private static final int RUNS = 3;
    private static final int ENGINE_RUNS = 5;
    private static final int QUICK_RUNS = 2;
    private static final int RUNS_MAX = 100;
    private static final int TRACES = 5;
    private static final long TRANSACTIONS = 50_000;
    private static final long QUICK_TRANSACTIONS = 2_000;
    private static final int EVM_TRANSACTIONS = 40_000;
    private static final int QUICK_EVM_TRANSACTIONS = 1_000;
    private static final int DEFECT = 1;
    private static final int BAD_INPUT = 2;
    private static final int SECRET_BYTES = 16;

    /** The servers that measure with us. */
    private record Servers(KafkaBroker kafka, PostgresPeer postgres) {}

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--quick", description = "A small generated chain and two runs: shows that it works, no figures.")
    private boolean quick;

    @Option(names = "--runs", description = "Whole runs that are measured, after one that is not (default: 3).")
    private int runs;

    @Option(names = "--traces", description = "Measured traces per policy in each run (default: 5).")
    private int traces = TRACES;

    @Option(names = "--transactions", description = "Size of the generated chain (default: 50000).")
    private long transactions;

    @Option(
            names = "--engine",
            paramLabel = "COUNT",
            description = "Only index and engine with their peers, with this many transactions.")
    private long engine;

    @Option(
            names = "--accounts",
            paramLabel = "COUNT",
            description = "Only the account index with RocksDB as peer, with this many entries.")
    private long accounts;

    @Option(names = "--evm", paramLabel = "COUNT", description = "Only the EVM blocks, so many transactions of them.")
    private int evm;

    @Option(names = "--output", paramLabel = "FORM", description = "table or json (default: table).")
    private Form output = Form.table;

    @Option(names = "--scratch", paramLabel = "DIR", description = "For servers and indexes; a new folder in it.")
    private @Nullable Path scratch;

    /** Forms of the output, as they are typed. */
    enum Form {
        table,
        json
    }

    private final SecureRandom random = new SecureRandom();
    private final Measurements found = new Measurements();
    private final List<String> notes = new ArrayList<>();

    private Bench() {}

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Bench()).setExecutionExceptionHandler((e, line, parsed) -> {
            if (e instanceof InputFaultException fault) {
                line.getErr().println(fault.fault().sentence());
                return BAD_INPUT;
            }
            line.getErr().println("bench.defect: " + e + "; this should not happen, please report it.");
            return DEFECT;
        });
    }

    @Override
    public Integer call() throws Exception {
        int wanted = runs == 0 ? (quick ? QUICK_RUNS : RUNS) : runs;
        long size = transactions == 0 ? (quick ? QUICK_TRANSACTIONS : TRANSACTIONS) : transactions;
        if (wanted < 1 || wanted > RUNS_MAX || traces < 1 || traces > RUNS_MAX || size < 1 || evm < 0) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "runs and traces are 1 to " + RUNS_MAX + ", transactions at least 1");
        }
        Path home = Path.of(System.getProperty("holdfast.home", ".")).toAbsolutePath();
        Path parent = scratch == null ? home.resolve("run") : scratch.toAbsolutePath();
        Path folder = Files.createTempDirectory(Files.createDirectories(parent), "bench-");
        try {
            if (engine > 0) {
                measureEngine(ServerBinaries.below(home), folder);
                return 0;
            }
            if (accounts > 0) {
                int rounds = runs == 0 ? ENGINE_RUNS : runs;
                new AccountBench(accounts, folder, rounds, spec.commandLine().getOut(), this::progress).run();
                return 0;
            }
            List<SourceChain> chains = evm > 0 ? List.of() : chains(folder, size);
            if (evm > 0) {
                measureEvmAlone(ServerBinaries.below(home), folder, wanted);
            } else {
                measure(chains, ServerBinaries.below(home), folder, wanted);
            }
            var report = new Report(chains, found.figures(), notes);
            var out = spec.commandLine().getOut();
            switch (output) {
                case table -> report.table(out);
                case json -> report.json(out);
            }
        } finally {
            delete(folder);
        }
        return 0;
    }

    private List<SourceChain> chains(Path folder, long size) throws IOException {
        var chains = new ArrayList<SourceChain>();
        Optional<Path> data = data();
        if (quick) {
            notes.add("real blocks were left out: quick");
        } else if (data.isEmpty() || Files.notExists(SourceChain.realFolder(data.get()))) {
            notes.add("real blocks were left out: HOLDFAST_DATA names no folder that has them");
        } else {
            chains.add(SourceChain.real(data.get()));
        }
        chains.add(SourceChain.generated(folder.resolve("generated"), size));
        return chains;
    }

    private static Optional<Path> data() {
        String environment = System.getenv().getOrDefault("HOLDFAST_DATA", "");
        String chosen = environment.isEmpty() ? System.getProperty("HOLDFAST_DATA", "") : environment;
        return chosen.isEmpty() ? Optional.empty() : Optional.of(Path.of(chosen));
    }

    private void measure(List<SourceChain> chains, ServerBinaries binaries, Path folder, int wanted) throws Exception {
        try (var kafka = KafkaBroker.start(binaries, folder.resolve("kafka"), LoopbackPort.free(), this::clusterId);
                var server = postgres(binaries, folder);
                var postgres = PostgresPeer.open(server)) {
            var servers = new Servers(kafka, postgres);
            for (SourceChain chain : chains) {
                // The first run loads and compiles; a quick one has no figures to keep clean.
                for (int run = quick ? 1 : 0; run <= wanted; run++) {
                    var into = run == 0 ? new Measurements() : found;
                    progress(chain.name() + ": " + (run == 0 ? "run to warm up" : "run " + run + " of " + wanted));
                    measure(chain, servers, folder.resolve(chain.name() + "-" + run), into, run);
                }
            }
            measureEvm(kafka.bootstrap(), quick ? QUICK_EVM_TRANSACTIONS : EVM_TRANSACTIONS, wanted);
            found.count(Row.MEMORY_HEAP, "all", "KiB", ProcessMemory.peakHeap());
            resident(Row.MEMORY_PROCESS, ProcessHandle.current().pid());
            resident(Row.MEMORY_BROKER, kafka.pid());
        }
    }

    private void measure(SourceChain chain, Servers servers, Path folder, Measurements into, int run) throws Exception {
        var topicChain = new ChainId("bench:" + chain.name() + "-" + run);
        String bootstrap = servers.kafka().bootstrap();
        new ImportBench(chain, bootstrap, into).run(topicChain);
        var index = new IndexBench(chain, into);
        long appending = index.append(folder.resolve("appended"));
        index.copy(servers.postgres(), appending);
        index.feed(new KafkaPeer(bootstrap), topicChain, folder.resolve("fed"));
        try (var store = index.reopen(folder.resolve("appended"))) {
            new TraceBench(chain, traces, into).run(store, servers.postgres());
        }
    }

    private PostgresServer postgres(ServerBinaries binaries, Path folder) {
        return PostgresServer.start(
                binaries, folder.resolve("postgres"), LoopbackPort.free(), this::password, PostgresPeer.settings());
    }

    private void measureEngine(ServerBinaries binaries, Path folder) throws Exception {
        try (var server = postgres(binaries, folder);
                var postgres = PostgresPeer.open(server)) {
            int wanted = runs == 0 ? ENGINE_RUNS : runs;
            new EngineBench(engine, folder, wanted, postgres, spec.commandLine().getOut(), this::progress).run();
        }
    }

    private void measureEvmAlone(ServerBinaries binaries, Path folder, int wanted) throws Exception {
        try (var kafka = KafkaBroker.start(binaries, folder.resolve("kafka"), LoopbackPort.free(), this::clusterId)) {
            measureEvm(kafka.bootstrap(), evm, wanted);
            found.count(Row.MEMORY_HEAP, "all", "KiB", ProcessMemory.peakHeap());
            resident(Row.MEMORY_PROCESS, ProcessHandle.current().pid());
            resident(Row.MEMORY_BROKER, kafka.pid());
        }
    }

    private void measureEvm(String bootstrap, int size, int wanted) throws InterruptedException {
        var bench = new EvmBench(size, bootstrap);
        notes.add("evm: " + bench.text());
        for (int run = quick ? 1 : 0; run <= wanted; run++) {
            progress(EvmBench.CHAIN + ": " + (run == 0 ? "run to warm up" : "run " + run + " of " + wanted));
            bench.run(new ChainId("bench:evm-" + run), run == 0 ? new Measurements() : found);
        }
    }

    private void resident(Row row, long pid) {
        ProcessMemory.peakResident(pid)
                .ifPresentOrElse(
                        kib -> found.count(row, "all", "KiB", kib),
                        () -> notes.add(row.id() + " was left out: this system does not tell it"));
    }

    private void progress(String text) {
        spec.commandLine().getErr().println(text);
        spec.commandLine().getErr().flush();
    }

    private String clusterId() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes());
    }

    private String password() {
        return HexFormat.of().formatHex(bytes());
    }

    private byte[] bytes() {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return bytes;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
