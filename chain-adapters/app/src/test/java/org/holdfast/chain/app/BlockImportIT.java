package org.holdfast.chain.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.holdfast.chain.app.config.Progress;
import org.holdfast.chain.app.kafka.KafkaBlockPublisher;
import org.holdfast.chain.app.kafka.TopicReader;
import org.holdfast.chain.bitcoin.BitcoinNetwork;
import org.holdfast.chain.bitcoin.file.BlockFileImport;
import org.holdfast.chain.bitcoin.file.BlockFileIndex;
import org.holdfast.chain.spi.FencedException;
import org.holdfast.chain.spi.Places;
import org.holdfast.chain.spi.PublishedSegments;
import org.holdfast.chain.spi.TestBlocks;
import org.holdfast.chain.spi.VerifiedBlock;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.ChainId;
import org.holdfast.records.chain.v1.ChainRecord;
import org.holdfast.testkit.RealData;
import org.holdfast.testservers.TestServers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real blocks into a real broker. */
class BlockImportIT {
    private static final ChainId CHAIN = BitcoinNetwork.MAINNET.chain();

    @TempDir
    Path folder;

    @Test
    void publishesRealBlocksOnceHoweverOftenItRuns() throws Exception {
        Path four = RealData.require("bitcoin/mainnet-831328-831331");
        String bootstrap = TestServers.kafka();
        assertThat(run("import", "--kafka", bootstrap, four.toString())).isZero();
        assertThat(run("import", "--kafka", bootstrap, four.toString())).isZero();

        List<ChainRecord> records = TopicReader.all(bootstrap, CHAIN);
        assertThat(blocks(records)).hasSize(5).doesNotHaveDuplicates();
        assertThat(blocks(records).getLast().height()).isEqualTo(831_331);
        assertThat(transactions(records)).isEqualTo(1_851 + 1_979 + 2_544 + 3_166 + 3_029);

        provesWhatIsPublished(bootstrap);

        // A flipped bit in a later block of the same files: nothing at all is added.
        byte[] bad = Files.readAllBytes(RealData.require("bitcoin/blk-files/blk00000.dat"));
        bad[bad.length - 40] ^= 1;
        Path file = Files.write(folder.resolve("blk00000.dat"), bad);
        assertThat(run("import", "--kafka", bootstrap, file.toString())).isEqualTo(2);
        Path cut = Files.write(folder.resolve("cut.dat"), Arrays.copyOf(bad, bad.length / 2));
        assertThat(run("import", "--kafka", bootstrap, cut.toString())).isEqualTo(2);
        assertThat(TopicReader.all(bootstrap, CHAIN)).hasSameSizeAs(records);
    }

    /** The same bytes as a node's gettxoutproof gave for block 830000. */
    private static void provesWhatIsPublished(String bootstrap) throws Exception {
        byte[] given = Files.readAllBytes(RealData.require("bitcoin/txoutproof/0830000-100.bin"));
        String hex = HexFormat.of().formatHex(given);
        var said = new StringWriter();
        assertThat(run(said, "verify-proof", hex)).isZero();
        String txid = said.toString().lines().toList().get(1).split(" ", -1)[1];
        var made = new StringWriter();
        assertThat(run(made, "prove", "--kafka", bootstrap, "--height", "830000", "--with-transactions", txid))
                .isZero();
        List<String> lines = made.toString().lines().toList();
        assertThat(lines).hasSize(2).first().isEqualTo(hex);
        assertThat(run("verify-proof", hex, lines.getLast())).isZero();

        var unknown = new StringWriter();
        assertThat(run(unknown, "prove", "--kafka", bootstrap, "--height", "830001", txid))
                .isEqualTo(2);
        assertThat(run(unknown, "prove", "--kafka", bootstrap, "--height", "831328", txid))
                .isEqualTo(2);
        assertThat(run(unknown, "verify-proof", hex, lines.getLast().replaceFirst("^02", "01")))
                .isEqualTo(2);
        assertThat(run(unknown, "verify-proof", "xy")).isEqualTo(2);
        assertThat(run(unknown, "verify-proof", hex.substring(2))).isEqualTo(2);
        assertThat(unknown.toString().lines())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("chain.proof.not-published"),
                        line -> assertThat(line).startsWith("bitcoin.proof.not-in-block"),
                        line -> assertThat(line).startsWith("chain.proof.another-transaction"),
                        line -> assertThat(line).startsWith("chain.proof.not-hexadecimal"),
                        line -> assertThat(line).startsWith("bitcoin."));
    }

    /** 4,313 blocks took a minute when each had a commit of its own. */
    @Test
    void smallBlocksAreCommittedInGroupsAndThoseBeforeABrokenOneAreThere() throws Exception {
        byte[] good = Files.readAllBytes(RealData.require("bitcoin/blk-files/blk00000.dat"));
        var entries = BlockFileIndex.scan(
                        BitcoinNetwork.MAINNET, List.of(RealData.require("bitcoin/blk-files/blk00000.dat")))
                .entries();
        var broken = entries.get(2_600);
        byte[] bad = good.clone();
        bad[(int) broken.offset() + broken.length() - 5] ^= 1;
        Path file = Files.write(folder.resolve("broken.dat"), bad);
        var source = BlockFileImport.plan(
                BitcoinNetwork.MAINNET, List.of(file), PublishedSegments.none(BitcoinNetwork.MAINNET.chain()));
        var publisher = new RecordingPublisher();
        var told = new ArrayList<Long>();
        assertThatThrownBy(() -> new BlockImport(source, BitcoinNetwork.MAINNET.finality())
                        .run(publisher, block -> told.add(block.ref().height())))
                .hasMessageContaining("bitcoin.block.merkle-root-mismatch");
        assertThat(publisher.published().tip().orElseThrow().height()).isEqualTo(2_599);
        assertThat(publisher.published().finalBlock().orElseThrow().height()).isEqualTo(2_499);
        assertThat(told).hasSize(2_600).isSorted();
        assertThat(publisher.groups()).hasSizeBetween(5, 10);
    }

    @Test
    void noProofIsMadeFromABlockWhoseDifficultyIsNotKnownToBeRight() {
        ChainId chain = BitcoinNetwork.TESTNET4.chain();
        VerifiedBlock block = TestBlocks.block(chain, 5_000, TestBlocks.NOTHING, 1)
                .withSegmentStart(true)
                .withDifficultyUnchecked();
        try (var publisher = KafkaBlockPublisher.open(TestServers.kafka(), chain, (short) 1)) {
            publisher.publish(block.withFinalBlock(block.ref()));
        }
        var said = new StringWriter();
        String txid = "ab".repeat(32);
        assertThat(run(said, "prove", "--chain", "testnet4", "--kafka", TestServers.kafka(), "--height", "5000", txid))
                .isEqualTo(2);
        assertThat(said.toString())
                .startsWith("chain.proof.difficulty-unchecked: ")
                .hasLineCount(1);
    }

    @Test
    void blocksWhoseDifficultyIsNotKnownToBeRightAreCountedAndSaid() {
        ChainId chain = BitcoinNetwork.TESTNET4.chain();
        VerifiedBlock block = TestBlocks.block(chain, 5_000, TestBlocks.NOTHING, 1);
        var progress = new Progress(new PrintWriter(new StringWriter()), false, 2, 2);
        progress.published(block);
        assertThat(progress.caveat()).isEmpty();
        progress.published(block.withDifficultyUnchecked());
        assertThat(progress.caveat().orElseThrow()).contains("difficulty of 1 blocks");
    }

    @Test
    void anOlderPublisherIsFencedByANewerOne() {
        Path file = RealData.require("bitcoin/blk-files/blk00000.dat");
        ChainId chain = BitcoinNetwork.SIGNET.chain();
        var source = BlockFileImport.plan(BitcoinNetwork.MAINNET, List.of(file), PublishedSegments.none(chain));
        try (var older = KafkaBlockPublisher.open(TestServers.kafka(), chain, (short) 1)) {
            older.publish(source.next());
            try (var newer = KafkaBlockPublisher.open(TestServers.kafka(), chain, (short) 1)) {
                var next = source.next();
                assertThat(newer.published().tip().orElseThrow().height()).isZero();
                assertThatThrownBy(() -> older.publish(next)).isInstanceOf(FencedException.class);
                newer.publish(next);
                assertThat(newer.published().tip().orElseThrow().height()).isEqualTo(1);
            }
        }
    }

    @Test
    void aBrokerThatIsNotThereIsSaidInOneSentence() {
        var err = new StringWriter();
        int exit = ChainAdapter.commandLine()
                .setErr(new PrintWriter(err))
                .setOut(new PrintWriter(new StringWriter()))
                .execute("import", "--kafka", "127.0.0.1:1", folder.toString());
        assertThat(exit).isEqualTo(3);
        assertThat(err.toString()).startsWith("chain.kafka.unavailable").hasLineCount(1);
    }

    private static int run(String... arguments) {
        return run(new StringWriter(), arguments);
    }

    private static int run(StringWriter said, String... arguments) {
        var writer = new PrintWriter(said);
        return ChainAdapter.commandLine().setOut(writer).setErr(writer).execute(arguments);
    }

    private static List<BlockRef> blocks(List<ChainRecord> records) {
        var blocks = new ArrayList<BlockRef>();
        records.stream()
                .filter(ChainRecord::hasSealed)
                .forEach(r -> blocks.add(Places.ref(r.getSealed().getBlock())));
        return blocks;
    }

    private static int transactions(List<ChainRecord> records) {
        return records.stream()
                .filter(ChainRecord::hasUtxoTransactions)
                .mapToInt(r -> r.getUtxoTransactions().getTransactionsCount())
                .sum();
    }
}
