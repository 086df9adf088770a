package org.holdfast.chain.bitcoin.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.bitcoinj.core.Transaction;
import org.holdfast.chain.bitcoin.BitcoinNetwork;
import org.holdfast.chain.bitcoin.block.BlockHeader;
import org.holdfast.chain.bitcoin.block.BlockVerification;
import org.holdfast.chain.bitcoin.header.Checkpoints;
import org.holdfast.chain.spi.PublishedSegments;
import org.holdfast.chain.spi.VerifiedBlock;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.testkit.RealData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mainnet blocks as miners made them: accepted as they are, refused with any byte changed. */
class RealBlocksTest {
    // Counts, sums and hashes below were computed by a parser of another make.
    private static final BitcoinNetwork NETWORK = BitcoinNetwork.MAINNET;
    // A thousand more places over all sets are in RecordedBlocksTest.
    private static final int CORRUPTIONS = 250;

    @ParameterizedTest
    @CsvSource({
        "mainnet-831328-831331/0830000.bin, 1, 1851, 231095669935,"
                + "000000000000000000011d55599ed27d7efca05f5849b755319c89eb2cffbc1f",
        "mainnet-831328-831331/0831328.bin, 1, 1979, 4596630048067,"
                + "00000000000000000002460ebd4c84e75627a5c4c07e5b1d6b91325c4e4558d6",
        "mainnet-831328-831331/0831329.bin, 1, 2544, 1036459344059,"
                + "000000000000000000018f3b60378b18af0b8f1f411d1e60334f15315d0a9e82",
        "mainnet-831328-831331/0831330.bin, 1, 3166, 622296276875,"
                + "00000000000000000002d9c3b1bad7fc1e6e8464ec9931dbfecb833c8c181187",
        "mainnet-831328-831331/0831331.bin, 1, 3029, 223328570480,"
                + "0000000000000000000099668afa68d3db839ac2df68dcfe8c82511d2ce182f1",
        "blocks-bitcoinj/block169482.dat, 1, 14, 104050091529,"
                + "0000000000000756935f1ee9d5987857b604046f846d3df56d024cdb5f368665",
        "blocks-bitcoinj/block227835.dat, 1, 122, 176067178825,"
                + "00000000000001aa077d7aa84c532a4d69bdbff519609d1da0835261b7a74eb6",
        "blocks-bitcoinj/block227836.dat, 1, 100, 53970408382,"
                + "00000000000000d0dfd4c9d588d325dce4f32c1b31b7c0064cba7025a9b9adcc",
        "blocks-bitcoinj/block370661.dat, 1, 708, 497312846469,"
                + "00000000000000001416a613602d73bbe5c79170fd8f39d509896b829cf9021e",
        "blk-files/blk00000.dat, 4313, 4371, 22809956000000,"
                + "00000000a9da635727dce622d78361b153ce3334e6a60d4377fad529abfc7863"
    })
    void everyRealBlockFileIsAccepted(String file, int blocks, long transactions, long sum, String lastHash) {
        var report = BlockFileCheck.check(NETWORK, List.of(RealData.require("bitcoin/" + file)));
        assertThat(report.blocks()).isEqualTo(blocks);
        assertThat(report.transactions()).isEqualTo(transactions);
        assertThat(report.outputSum()).isEqualTo(sum);
        assertThat(report.last()).hasToString(lastHash);
    }

    @Test
    void aRunOfBlocksBecomesOneSegmentAndAGapIsSaid() {
        var plan = BlockFileImport.plan(NETWORK, List.of(RealData.require("bitcoin/mainnet-831328-831331")), none());
        assertThat(plan.blocks()).isEqualTo(5);
        assertThat(plan.gaps())
                .singleElement()
                .asString()
                .contains("before height 831328")
                .contains("height 830000");
        var published = none();
        while (plan.hasNext()) {
            VerifiedBlock block = plan.next();
            published = published.plus(block);
        }
        assertThat(published.segments()).hasSize(2);
        assertThat(published.tip().orElseThrow().height()).isEqualTo(831_331);
        var again =
                BlockFileImport.plan(NETWORK, List.of(RealData.require("bitcoin/mainnet-831328-831331")), published);
        assertThat(again.blocks()).isZero();
        assertThat(again.alreadyPublished()).isEqualTo(5);
    }

    /** The last block of version 1: its coinbase begins with a timestamp. */
    @Test
    void aBlockWithoutItsHeightIsImportedWhereTheOperatorOrAPublishedParentTellsIt() {
        Path parent = RealData.require("bitcoin/blocks-bitcoinj/block227835.dat");
        Path child = RealData.require("bitcoin/blocks-bitcoinj/block227836.dat");
        for (List<Path> files : List.of(List.of(parent), List.of(child), List.of(child, parent))) {
            assertThatThrownBy(() -> BlockFileImport.plan(NETWORK, files, none()))
                    .hasMessageContaining("bitcoin.import.height-unknown")
                    .hasMessageContaining("one of 227808 to 229823")
                    .hasMessageContaining("--height");
        }
        assertThat(next(List.of(child, parent), 227_835, none()).ref().height()).isEqualTo(227_835);
        VerifiedBlock first = next(List.of(parent), 227_835, none());
        var published = none().plus(first);
        var second = BlockFileImport.plan(NETWORK, List.of(child), published).next();
        assertThat(second.ref().height()).isEqualTo(227_836);
        assertThat(published.plus(second).segments()).hasSize(1);
        for (long wrong : new long[] {0, 227_807, 229_900, 831_328, 1_364_140_153L}) {
            assertThatThrownBy(() -> next(List.of(parent), wrong, none()))
                    .as("height %d", wrong)
                    .hasMessageContaining("bitcoin.header.");
        }
        assertThatThrownBy(
                        () -> next(List.of(RealData.require("bitcoin/mainnet-831328-831331/0831330.bin")), 7, none()))
                .hasMessageContaining("bitcoin.import.height-contradicted");
    }

    private static VerifiedBlock next(List<Path> files, long height, PublishedSegments published) {
        var request = new ImportRequest(files, Checkpoints.none(), OptionalLong.of(height));
        return BlockFileImport.plan(NETWORK, request, published, PublishedBlocks.NONE)
                .next();
    }

    @Test
    void aCheckpointThatNamesAnotherBlockStopsAnImportThere() {
        var file = List.of(RealData.require("bitcoin/blk-files/blk00000.dat"));
        var checkpoints = Checkpoints.parse(List.of("100:" + "0".repeat(64)));
        var plan = BlockFileImport.plan(
                NETWORK, new ImportRequest(file, checkpoints, OptionalLong.empty()), none(), PublishedBlocks.NONE);
        for (int height = 0; height < 100; height++) {
            assertThat(plan.next().ref().height()).isEqualTo(height);
        }
        assertThatThrownBy(plan::next)
                .hasMessageContaining("bitcoin.header.not-the-checkpoint")
                .hasMessageContaining("at height 100");
    }

    @Test
    void anyChangedByteIsRefused(@TempDir Path folder) throws Exception {
        byte[] good = Files.readAllBytes(RealData.require("bitcoin/mainnet-831328-831331/0831330.bin"));
        var random = new Random(831_330);
        var verification = new BlockVerification(NETWORK);
        for (int i = 0; i < CORRUPTIONS; i++) {
            byte[] bad = good.clone();
            int at = i < BlockHeader.BYTES + 3 ? i : random.nextInt(bad.length);
            bad[at] ^= (byte) (1 << random.nextInt(8));
            assertThatThrownBy(() -> verification.check(bad, "byte " + at))
                    .as("byte %d", at)
                    .isInstanceOf(InputFaultException.class);
        }
    }

    @Test
    void aBlockWithoutItsWitnessesIsRefused() throws Exception {
        byte[] good = Files.readAllBytes(RealData.require("bitcoin/mainnet-831328-831331/0831330.bin"));
        var verification = new BlockVerification(NETWORK);
        var stripped = new ByteArrayOutputStream();
        stripped.write(good, 0, BlockHeader.BYTES + 3);
        for (Transaction transaction : verification.check(good, "whole").transactions()) {
            byte[] bytes = transaction.serialize();
            int witnesses = transaction.getInputs().stream()
                    .mapToInt(input -> input.getWitness().messageSize())
                    .sum();
            boolean marked = transaction.hasWitnesses();
            int end = marked ? bytes.length - 4 - witnesses : bytes.length;
            stripped.write(bytes, 0, 4);
            stripped.write(bytes, marked ? 6 : 4, end - (marked ? 6 : 4));
            stripped.write(bytes, bytes.length - 4, marked ? 4 : 0);
        }
        assertThatThrownBy(() -> verification.check(stripped.toByteArray(), "stripped"))
                .hasMessageContaining("bitcoin.block.witness-commitment-mismatch");
    }

    @Test
    void aFileThatIsCutOffIsNamedWithItsPlace(@TempDir Path folder) throws Exception {
        byte[] good = Files.readAllBytes(RealData.require("bitcoin/blk-files/blk00000.dat"));
        Path cut = Files.write(folder.resolve("blk00000.dat"), java.util.Arrays.copyOf(good, 500_000));
        assertThatThrownBy(() -> BlockFileCheck.check(NETWORK, List.of(cut)))
                .hasMessageContaining("bitcoin.block-file.truncated")
                .hasMessageContaining("at byte");
    }

    @Test
    void aFileOfAnotherNetworkIsNamed() {
        Path file = RealData.require("bitcoin/blk-files/blk00000.dat");
        assertThatThrownBy(() -> BlockFileCheck.check(BitcoinNetwork.REGTEST, List.of(file)))
                .hasMessageContaining("bitcoin.block-file.wrong-network")
                .hasMessageContaining("mainnet");
        Path raw = RealData.require("bitcoin/mainnet-831328-831331/0831330.bin");
        assertThatThrownBy(() -> BlockFileCheck.check(BitcoinNetwork.REGTEST, List.of(raw)))
                .hasMessageContaining("bitcoin.block.wrong-difficulty");
    }

    private static PublishedSegments none() {
        return PublishedSegments.none(NETWORK.chain());
    }
}
