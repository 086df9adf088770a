package org.holdfast.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.holdfast.chain.bitcoin.BitcoinNetwork;
import org.holdfast.chain.bitcoin.file.BlockFileCheck;
import org.holdfast.generators.DemoChain;
import org.holdfast.generators.GeneratedChain;
import org.holdfast.primitives.ChainId;
import org.holdfast.servers.OwnProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * The index is rebuilt from block files by the shipped command: the same trace has the same bytes. A bad block, and a
 * kill in the middle of everything or of the indexer alone, leave the old index as it was, byte for byte.
 */
class ReindexFromFilesScenario {
    private static final int TRANSACTIONS = 60_000;
    private static final Duration STARTED_MAX = Duration.ofMinutes(2);
    /** What says that blocks are being indexed: some entries of 256 bytes each. */
    private static final long ENTRIES_BYTES = 256L * 20;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    @Test
    void anIndexFromFilesAnswersAsTheOneFromTheTopic() throws Exception {
        Path chain = folder.resolve("chain");
        DemoChain.write(chain);
        Path file = chain.resolve("blk00000.dat");
        String theft = theft(chain.resolve("scenario.json"));
        var holdfast = new Command(folder.resolve("node"), Files.createDirectories(folder.resolve("logs")));
        try {
            assertThat(holdfast.run("import", "--chain", "regtest", file.toString())
                            .exit())
                    .isZero();
            String before = trace(holdfast, theft);
            refuses(holdfast.run(reindex(file)), "launcher.index.in-use");
            assertThat(holdfast.run("stop").exit()).isZero();

            var old = contents();
            refuses(holdfast.run(reindex(flipped(file))), "bitcoin.block.merkle-root-mismatch");
            assertThat(contents()).isEqualTo(old);
            Path large = folder.resolve("large.dat");
            GeneratedChain.write(large, 12, TRANSACTIONS);
            killsEverything(holdfast, large);
            assertThat(contents()).isEqualTo(old);
            killsTheIndexer(holdfast, large);
            assertThat(contents()).isEqualTo(old);

            rebuilds(holdfast, chain);
            assertThat(holdfast.run("start").exit()).isZero();
            assertThat(trace(holdfast, theft)).isEqualTo(before);
            assertThat(holdfast.run("doctor").out())
                    .contains("every block feed reads", "the index has the last published block");
        } finally {
            holdfast.run("stop");
        }
    }

    private void rebuilds(Command holdfast, Path chain) throws Exception {
        var expected = BlockFileCheck.check(BitcoinNetwork.REGTEST, List.of(chain.resolve("blk00000.dat")));
        var done = holdfast.run(reindex(chain));
        assertThat(done.exit()).as(done.err()).isZero();
        assertThat(done.out().strip())
                .isEqualTo("indexed from files: %d blocks, %d transactions, %d outputs, up to height %d, block %s"
                        .formatted(
                                expected.blocks(),
                                expected.transactions(),
                                expected.outputs(),
                                expected.blocks() - 1,
                                expected.last()));
        // What the killed indexer left.
        assertThat(done.err()).contains("an unfinished replacement of");
        assertThat(unfinished()).doesNotExist();
    }

    private void killsEverything(Command holdfast, Path large) throws Exception {
        Process running = holdfast.startInGroup(reindex(large));
        awaitIndexing(running);
        Command.killGroups(running.pid());
        running.waitFor();
        assertThat(unfinished()).isDirectory();
    }

    private void killsTheIndexer(Command holdfast, Path large) throws Exception {
        // What the kill before has left would look like progress of this run.
        for (File half : Objects.requireNonNull(unfinished().toFile().listFiles())) {
            Files.delete(half.toPath());
        }
        Process running = holdfast.startInGroup(reindex(large));
        awaitIndexing(running);
        ProcessHandle indexer = running.descendants()
                .filter(process -> process.info().commandLine().orElse("").contains("RebuildProgram"))
                .findFirst()
                .orElseThrow();
        assertThat(indexer.destroyForcibly()).isTrue();
        assertThat(running.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(running.exitValue()).isEqualTo(2);
    }

    private void awaitIndexing(Process running) throws IOException {
        Path entries = unfinished().resolve("blocks.bin");
        boolean begun =
                OwnProcess.await(() -> !running.isAlive() || entries.toFile().length() > ENTRIES_BYTES, STARTED_MAX);
        assertThat(begun && running.isAlive()).isTrue();
    }

    private static String[] reindex(Path files) {
        return new String[] {"reindex", "--chain", "regtest", "--from", files.toString()};
    }

    private static String trace(Command holdfast, String theft) throws Exception {
        var traced = holdfast.run("trace", theft, "--chain", "regtest", "--policy", "all", "--output", "json");
        assertThat(traced.exit()).as(traced.err()).isZero();
        assertThat(traced.out()).contains("\"digest\":", "\"resultDigest\":");
        return traced.out();
    }

    private Path index() {
        return folder.resolve("node/tracing/index").resolve(ChainId.BITCOIN_REGTEST.namePart());
    }

    private Path unfinished() {
        return index().resolveSibling(index().getFileName() + ".new");
    }

    /** The files of the index with their hashes. */
    private Map<String, String> contents() throws Exception {
        var hashes = new TreeMap<String, String>();
        try (Stream<Path> files = Files.list(index())) {
            for (Path file : files.toList()) {
                byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
                hashes.put(file.getFileName().toString(), HexFormat.of().formatHex(hash));
            }
        }
        assertThat(hashes).containsKeys("index.mark", "blocks.bin", "records-00000.bin");
        return hashes;
    }

    private Path flipped(Path file) throws IOException {
        byte[] bad = Files.readAllBytes(file);
        bad[bad.length - 30] ^= 1;
        return Files.write(folder.resolve("flipped.dat"), bad);
    }

    private static String theft(Path scenario) throws IOException {
        var found = Pattern.compile("\"theft\": \"([^\"]+)\"").matcher(Files.readString(scenario));
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    /** One sentence with a code; lines of progress may stand before it. */
    private static void refuses(Command.Result result, String code) {
        assertThat(result.exit()).as(result.out()).isEqualTo(2);
        assertThat(result.err().lines().filter(line -> line.matches("[a-z-]+(\\.[a-z-]+){2}: .*")))
                .as(result.err())
                .singleElement()
                .asString()
                .startsWith(code + ":");
    }
}
