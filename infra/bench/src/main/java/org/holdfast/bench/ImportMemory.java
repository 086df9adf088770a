package org.holdfast.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.holdfast.bench.sample.ProcessMemory;
import org.holdfast.chain.app.ChainAdapter;
import org.holdfast.generators.GeneratedChain;
import org.holdfast.servers.KafkaBroker;
import org.holdfast.servers.LoopbackPort;
import org.holdfast.servers.ServerBinaries;

/**
 * What an import takes of memory, for chains of growing size: the adapter as a process of its own with a small heap,
 * into a broker of its own. Arguments: heap in MiB, then sizes in transactions (default: 128 100000 1000000).
 */
public final class ImportMemory {
    private static final List<String> DEFAULT = List.of("128", "100000", "1000000");
    private static final long SEED = 7;
    private static final long SAMPLE_MILLIS = 50;

    private ImportMemory() {}

    /** Prints a row per size. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        List<String> given = arguments.length == 0 ? DEFAULT : List.of(arguments);
        Path home = Path.of(System.getProperty("holdfast.home", ".")).toAbsolutePath();
        Path folder = Files.createTempDirectory(Files.createDirectories(home.resolve("run")), "bench-memory-");
        System.out.println("| transactions | heap at most, MiB | seconds | transactions/s | peak resident, KiB |");
        System.out.println("|---|---|---|---|---|");
        try {
            for (String size : given.subList(1, given.size())) {
                run(ServerBinaries.below(home), folder.resolve(size), given.getFirst(), Long.parseLong(size));
            }
        } finally {
            delete(folder);
        }
    }

    private static void run(ServerBinaries binaries, Path folder, String heap, long transactions)
            throws IOException, InterruptedException {
        Path file = Files.createDirectories(folder).resolve("blk00000.dat");
        GeneratedChain.write(file, SEED, transactions);
        String cluster = Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[16]);
        try (var kafka = KafkaBroker.start(binaries, folder.resolve("kafka"), LoopbackPort.free(), () -> cluster)) {
            long begin = System.nanoTime();
            Process adapter = new ProcessBuilder(command(heap, kafka.bootstrap(), file))
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("import.log").toFile())
                    .start();
            long peak = 0;
            while (!adapter.waitFor(SAMPLE_MILLIS, TimeUnit.MILLISECONDS)) {
                peak = Math.max(peak, ProcessMemory.peakResident(adapter.pid()).orElse(0));
            }
            long nanos = System.nanoTime() - begin;
            if (adapter.exitValue() != 0) {
                throw new IllegalStateException(Files.readString(folder.resolve("import.log")));
            }
            System.out.println("| %d | %s | %d | %d | %d |"
                    .formatted(
                            transactions,
                            heap,
                            nanos / 1_000_000_000,
                            transactions * 1_000 / Math.max(1, nanos / 1_000_000),
                            peak));
        }
    }

    private static List<String> command(String heap, String bootstrap, Path file) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap + "m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("java.class.path"),
                ChainAdapter.class.getName(),
                "import",
                "--chain",
                "regtest",
                "--kafka",
                bootstrap,
                file.toString());
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
