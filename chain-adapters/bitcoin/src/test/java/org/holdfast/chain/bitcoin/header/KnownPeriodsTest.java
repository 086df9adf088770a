package org.holdfast.chain.bitcoin.header;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.bitcoinj.core.CheckpointManager;
import org.bitcoinj.core.NetworkParameters;
import org.bitcoinj.params.MainNetParams;
import org.bitcoinj.params.SigNetParams;
import org.holdfast.chain.bitcoin.BitcoinNetwork;
import org.holdfast.chain.bitcoin.block.BlockHeader;
import org.holdfast.chain.bitcoin.block.BlockVerification;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.Hash256;
import org.holdfast.testkit.RealData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KnownPeriodsTest {
    private static final KnownPeriods MAINNET = KnownPeriods.of(BitcoinNetwork.MAINNET);
    private static final BlockHash ANY = new BlockHash(new Hash256(1, 2, 3, 4));

    /** The list is not believed: each block has its proof of work, and the work adds up from one to the next. */
    @Test
    void provesItself() throws Exception {
        proves(BitcoinNetwork.MAINNET, MainNetParams.get(), 437);
        proves(BitcoinNetwork.SIGNET, SigNetParams.get(), 115);
    }

    private static void proves(BitcoinNetwork network, NetworkParameters parameters, int count) throws Exception {
        List<KnownPeriods.Period> periods = KnownPeriods.of(network).periods();
        assertThat(periods).hasSize(count);
        assertThat(periods.getFirst().firstBlock()).isEqualTo(network.genesis());
        var manager = new CheckpointManager(parameters, CheckpointManager.openStream(parameters));
        var verification = new BlockVerification(network);
        BigInteger work = BigInteger.ZERO;
        for (int i = 0; i < count; i++) {
            KnownPeriods.Period period = periods.get(i);
            var stored = manager.getCheckpointBefore(Instant.ofEpochSecond(period.timeSeconds() + 1));
            byte[] header = Arrays.copyOf(stored.getHeader().serialize(), BlockHeader.BYTES);
            assertThat(verification.checkWork(header, "checkpoint " + i).hash()).isEqualTo(period.firstBlock());
            assertThat(stored.getHeight()).isEqualTo(i * HeaderRules.RETARGET_BLOCKS);
            work = work.add(BlockHeader.work(period.bits()));
            assertThat(stored.getChainWork()).isEqualTo(work);
            work = work.add(
                    BlockHeader.work(period.bits()).multiply(BigInteger.valueOf(HeaderRules.RETARGET_BLOCKS - 1)));
        }
    }

    @Test
    void agreesWithRealHeaders() throws Exception {
        byte[] all = Files.readAllBytes(RealData.require("bitcoin/headers/headers_822528_830592.bin"));
        var verification = new BlockVerification(BitcoinNetwork.MAINNET);
        for (int i = 0; i < all.length / BlockHeader.BYTES; i++) {
            byte[] raw = Arrays.copyOfRange(all, i * BlockHeader.BYTES, (i + 1) * BlockHeader.BYTES);
            BlockHeader header = verification.checkWork(raw, "file");
            long height = 822_528L + i;
            MAINNET.check(header, height, "file");
            assertThat(MAINNET.heightsAround(header)).hasValueSatisfying(heights -> {
                assertThat(heights.from()).isLessThanOrEqualTo(height);
                assertThat(heights.to()).isGreaterThanOrEqualTo(height);
            });
        }
    }

    @ParameterizedTest
    @CsvSource({
        "blocks-bitcoinj/block169482.dat, 169482",
        "blocks-bitcoinj/block227835.dat, 227835",
        "blocks-bitcoinj/block227836.dat, 227836",
        "blocks-bitcoinj/block370661.dat, 370661",
        "mainnet-831328-831331/0831331.bin, 831331"
    })
    void aRealBlockStandsAtItsHeightAndAMonthAwayAtNone(String file, long height) throws Exception {
        Path path = RealData.require("bitcoin/" + file);
        byte[] raw = Arrays.copyOf(Files.readAllBytes(path), BlockHeader.BYTES);
        BlockHeader header = new BlockVerification(BitcoinNetwork.MAINNET).checkWork(raw, file);
        assertThatCode(() -> MAINNET.check(header, height, file)).doesNotThrowAnyException();
        for (long wrong : new long[] {height - 4_400, height + 4_400, 0, 100_000, 2_000_000}) {
            assertThatThrownBy(() -> MAINNET.check(header, wrong, file)).hasMessageContaining("bitcoin.header.");
        }
    }

    @Test
    void aBlockOfATestNetworkCannotStandOnMainnetAtItsHeight() {
        // Testnet3, block 700,000 by its own word: made in December 2015.
        var header = new BlockHeader(ANY, ANY, 4, 1_449_000_000L, 0x1d00ffffL);
        for (long height : new long[] {40_000, 227_931, 700_000, 878_977, 880_992, 3_000_000}) {
            assertThatThrownBy(() -> MAINNET.check(header, height, "test"))
                    .as("height %d", height)
                    .hasMessageContaining("bitcoin.header.")
                    .hasMessageContaining("--chain");
        }
    }

    @Test
    void withinOneDifficultyTheTimeDecides() {
        // The first sixteen periods all have the easiest target.
        var header = new BlockHeader(ANY, ANY, 1, 1_233_100_000L, 0x1d00ffffL);
        MAINNET.check(header, 2_017, "test");
        assertThatThrownBy(() -> MAINNET.check(header, 10_000, "test"))
                .hasMessageContaining("bitcoin.header.another-time")
                .hasMessageContaining("2009-");
    }

    @Test
    void aBlockAfterTheKnownPeriodsHasALeastShareOfTheLastWork() {
        KnownPeriods.Period last = MAINNET.periods().getLast();
        long height = 1_000_000;
        long time = last.timeSeconds() + 70_000_000;
        MAINNET.check(new BlockHeader(ANY, ANY, 4, time, last.bits()), height, "test");
        long easier = HeaderRules.compact(new BlockHeader(ANY, ANY, 4, time, last.bits())
                .target()
                .multiply(BigInteger.valueOf(KnownPeriods.LEAST_SHARE - 1)));
        MAINNET.check(new BlockHeader(ANY, ANY, 4, time, easier), height, "test");
        long tooEasy = HeaderRules.compact(new BlockHeader(ANY, ANY, 4, time, last.bits())
                .target()
                .multiply(BigInteger.valueOf(KnownPeriods.LEAST_SHARE + 1)));
        assertThatThrownBy(() -> MAINNET.check(new BlockHeader(ANY, ANY, 4, time, tooEasy), height, "test"))
                .hasMessageContaining("bitcoin.header.too-little-work");
        assertThatThrownBy(
                        () -> MAINNET.check(new BlockHeader(ANY, ANY, 4, 1_600_000_000L, last.bits()), height, "test"))
                .hasMessageContaining("bitcoin.header.too-little-work");
    }

    @Test
    void aBlockThatBeginsAPeriodIsTheOneThatIsKnown() {
        KnownPeriods.Period period = MAINNET.periods().get(100);
        var other = new BlockHeader(ANY, ANY, 1, period.timeSeconds(), period.bits());
        assertThatThrownBy(() -> MAINNET.check(other, 201_600, "test"))
                .hasMessageContaining("bitcoin.header.not-the-checkpoint")
                .hasMessageContaining(period.firstBlock().toString());
        MAINNET.check(other, 201_601, "test");
    }

    @Test
    void nothingIsKnownOfNetworksWithoutASource() {
        var header = new BlockHeader(ANY, ANY, 4, 1, 0x1d00ffffL);
        assertThat(KnownPeriods.of(BitcoinNetwork.TESTNET4).isKnown()).isFalse();
        KnownPeriods.of(BitcoinNetwork.TESTNET4).check(header, 5_000, "test");
        KnownPeriods.of(BitcoinNetwork.REGTEST).check(header, 5_000, "test");
    }
}
