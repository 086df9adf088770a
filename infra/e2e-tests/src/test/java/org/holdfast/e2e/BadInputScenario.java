package org.holdfast.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.holdfast.api.index.ChainsResponse.ChainStatus;
import org.holdfast.generators.DemoChain;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Bad input: one sentence with a code, a non-zero exit, nothing published. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputScenario {
    private static final String STRANGER = "ab".repeat(32) + ":0";

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    static Path folder;

    private byte[] good = {};
    private Command holdfast = new Command(Path.of("."), Path.of("."));

    @BeforeAll
    void startOnTheDemonstrationsChain() throws Exception {
        DemoChain.write(folder.resolve("chain"));
        Path file = folder.resolve("chain/blk00000.dat");
        good = Files.readAllBytes(file);
        holdfast = new Command(folder.resolve("node"), Files.createDirectories(folder.resolve("logs")));
        assertThat(holdfast.run("import", "--chain", "regtest", file.toString()).exit())
                .isZero();
    }

    @AfterAll
    void stop() throws Exception {
        holdfast.run("stop");
    }

    @Test
    void aFlippedBitInABlock() throws Exception {
        byte[] bad = good.clone();
        bad[bad.length - 30] ^= 1;
        refusesFile(Files.write(folder.resolve("flipped.dat"), bad), "bitcoin.block.merkle-root-mismatch");
    }

    @Test
    void aTruncatedBlockFile() throws Exception {
        byte[] bad = Arrays.copyOf(good, good.length - 100);
        refusesFile(Files.write(folder.resolve("truncated.dat"), bad), "bitcoin.block-file.truncated");
    }

    @Test
    void aRawBlockThatIsCutOff() throws Exception {
        byte[] bad = Arrays.copyOfRange(good, 8, 8 + 200);
        refusesFile(Files.write(folder.resolve("cut.bin"), bad), "bitcoin.block.truncated");
    }

    @Test
    void anObscuredFileWithoutItsKey() throws Exception {
        byte[] bad = good.clone();
        for (int i = 0; i < bad.length; i++) {
            bad[i] ^= (byte) (i % 8 + 1);
        }
        Path obscured = Files.createDirectories(folder.resolve("obscured")).resolve("blk00000.dat");
        refusesFile(Files.write(obscured, bad), "bitcoin.block-file.key-missing");
    }

    @Test
    void anEmptyFolder() throws Exception {
        refusesFile(Files.createDirectories(folder.resolve("empty")), "bitcoin.block-file.none");
    }

    @Test
    void aFileWithAHoleIsReadAndTheHoleIsSaid() throws Exception {
        byte[] hole = Arrays.copyOf(new byte[9], 9 + good.length);
        System.arraycopy(good, 0, hole, 9, good.length);
        Path file = Files.write(folder.resolve("hole.dat"), hole);
        var result = holdfast.run("import", "--chain", "regtest", file.toString());
        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.out()).contains("skipped 9 bytes").contains("blocks are published already");
    }

    @Test
    void whatIsRemovedLeavesTheIndexAndComesBackWithAnotherImport() throws Exception {
        ChainStatus before = counts();
        String[] removal = {"remove", "--chain", "regtest", "--from-height", "90", "--reason", "a mistake"};
        refuses(holdfast.run(removal), "chain.remove.not-confirmed");
        assertThat(counts()).isEqualTo(before);
        String[] confirmed = Arrays.copyOf(removal, removal.length + 1);
        confirmed[removal.length] = "--yes";
        var removed = holdfast.run(confirmed);
        assertThat(removed.exit()).as(removed.err()).isZero();
        assertThat(counts().blocks()).isEqualTo(90);
        String file = folder.resolve("chain/blk00000.dat").toString();
        assertThat(holdfast.run("import", "--chain", "regtest", file).exit()).isZero();
        assertThat(counts().blocks()).isEqualTo(before.blocks());
        assertThat(counts().unspentSum()).isEqualTo(before.unspentSum());
    }

    @Test
    void theWrongNetwork() throws Exception {
        var result = holdfast.run(
                "import",
                "--chain",
                "mainnet",
                folder.resolve("chain/blk00000.dat").toString());
        refuses(result, "bitcoin.block-file.wrong-network");
    }

    @Test
    void anUnknownTransaction() throws Exception {
        refuses(holdfast.run("trace", STRANGER), "tracing.seed.unknown");
    }

    @Test
    void aMalformedOutpoint() throws Exception {
        refuses(holdfast.run("trace", "not-an-outpoint"), "primitives.outpoint.malformed");
        refuses(holdfast.run("trace", "ab:0"), "primitives.outpoint.malformed");
    }

    @Test
    void anUnknownPolicy() throws Exception {
        refuses(holdfast.run("trace", STRANGER, "--policy", "guess"), "launcher.policy.unknown");
    }

    @Test
    void aTakenPort() throws Exception {
        var other = new Command(folder.resolve("other"), folder.resolve("logs"));
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var result = other.run("start", "--kafka-port", Integer.toString(taken.getLocalPort()));
            refuses(result, "launcher.port.taken");
        }
    }

    @Test
    void aDataDirectoryThatCannotBeWritten() throws Exception {
        Path file = Files.writeString(folder.resolve("a-file"), "x");
        var other = new Command(file.resolve("node"), folder.resolve("logs"));
        refuses(other.run("start"), "launcher.data.not-writable");
    }

    @Test
    void aJdkThatIsTooOld() throws Exception {
        Path fake = Files.createDirectories(folder.resolve("old-jdk/bin"));
        for (String tool : new String[] {"java", "javac"}) {
            Path program = Files.writeString(fake.resolve(tool), "#!/bin/sh\necho javac 17.0.1\n");
            assertThat(program.toFile().setExecutable(true)).isTrue();
        }
        var environment = Map.of("HOLDFAST_JAVA_HOME", folder.resolve("old-jdk").toString());
        refuses(holdfast.run(environment, "status"), "launcher.jdk.missing");
    }

    private void refusesFile(Path file, String code) throws Exception {
        ChainStatus before = counts();
        refuses(holdfast.run("import", "--chain", "regtest", file.toString()), code);
        assertThat(counts()).isEqualTo(before);
    }

    /** The index after it has read all published blocks, as the doctor finds it. */
    private ChainStatus counts() throws Exception {
        assertThat(holdfast.run("doctor").exit()).isZero();
        return new ChainsClient(folder.resolve("node")).only();
    }

    private static void refuses(Command.Result result, String code) {
        assertThat(result.exit()).as(result.out()).isNotZero();
        assertThat(result.err().lines().filter(line -> line.contains(code)))
                .as(result.err())
                .hasSize(1);
        assertThat(result.err().strip().lines()).as(result.err()).hasSize(1);
    }
}
