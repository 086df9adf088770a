package org.holdfast.chain.bitcoin.header;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.holdfast.chain.bitcoin.BitcoinNetwork;
import org.holdfast.chain.bitcoin.block.BlockHeader;
import org.holdfast.chain.bitcoin.block.BlockVerification;
import org.holdfast.chain.bitcoin.block.RawBlockReader;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.Hash256;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.testkit.RealData;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderRulesTest {
    private static final long EASIEST = 0x1d00ffffL;
    private static final long REAL = 0x1a0377aeL;

    /** Headers made up without proof of work, in chain order. */
    private static final class Line {
        private final Map<Long, BlockHeader> headers = new TreeMap<>();

        BlockHeader make(long height, long time, long bits) {
            BlockHeader parent = headers.get(height - 1);
            var header = new BlockHeader(
                    new BlockHash(new Hash256(1, height, time, bits)),
                    parent == null ? new BlockHash(Hash256.ZERO) : parent.hash(),
                    4,
                    time,
                    bits);
            headers.put(height, header);
            return header;
        }

        /** Checks a header that is not kept. */
        void check(BitcoinNetwork network, long height, long time, long bits) {
            BlockHeader header = make(height, time, bits);
            headers.remove(height);
            new HeaderRules(network, Checkpoints.none(), KnownPeriods.none())
                    .check(header, height, headers::get, "test");
        }
    }

    private static final long START = 1_700_000_000L;

    /** A whole period whose last block came so many seconds after its first. */
    private static Line period(long bits, long took) {
        var line = new Line();
        for (long i = 0; i < HeaderRules.RETARGET_BLOCKS; i++) {
            line.make(2016 + i, START + took * i / (HeaderRules.RETARGET_BLOCKS - 1), bits);
        }
        return line;
    }

    @Nested
    class RealHeaders {
        @Test
        void areAcceptedOverFourChangesOfDifficulty() throws Exception {
            byte[] all = Files.readAllBytes(RealData.require("bitcoin/headers/headers_822528_830592.bin"));
            byte[] block830000 = Files.readAllBytes(RealData.require("bitcoin/txoutproof/0830000-0.bin"));
            var chain = new HeaderChain(BitcoinNetwork.MAINNET, Checkpoints.none());
            chain.restart(822_528);
            for (byte[] header : split(all)) {
                if (chain.nextHeight() == 830_000) {
                    // A node vouches for this header in another file.
                    assertThat(header).isEqualTo(Arrays.copyOf(block830000, BlockHeader.BYTES));
                }
                chain.append(header, "file");
            }
            assertThat(chain.nextHeight()).isEqualTo(822_528 + 8_065);
        }

        @Test
        void giveTheDifficultyThatTheirMinersFound() throws Exception {
            var headers = split(Files.readAllBytes(RealData.require("bitcoin/headers/headers_822528_830592.bin")));
            var verification = new BlockVerification(BitcoinNetwork.MAINNET);
            var parsed =
                    headers.stream().map(h -> verification.checkWork(h, "file")).toList();
            var rules = new HeaderRules(BitcoinNetwork.MAINNET, Checkpoints.none());
            HeaderRules.Ancestors before = height ->
                    height < 822_528 || height - 822_528 >= parsed.size() ? null : parsed.get((int) (height - 822_528));
            int changes = 0;
            for (long height = 824_544; height <= 830_592; height += HeaderRules.RETARGET_BLOCKS) {
                BlockHeader header = parsed.get((int) (height - 822_528));
                assertThat(rules.expectedBits(header, height, before)).hasValue(header.bits());
                assertThat(header.bits())
                        .isNotEqualTo(parsed.get((int) (height - 822_529)).bits());
                changes++;
            }
            assertThat(changes).isEqualTo(4);
        }

        @Test
        void areRefusedWithAnyByteChanged() throws Exception {
            var headers = split(Files.readAllBytes(RealData.require("bitcoin/headers/headers_822528_830592.bin")));
            var random = new Random(822_528);
            for (int i = 0; i < 1_000; i++) {
                int at = 12 + random.nextInt(headers.size() - 12);
                byte[] bad = headers.get(at).clone();
                bad[i % BlockHeader.BYTES] ^= (byte) (1 << random.nextInt(8));
                var chain = new HeaderChain(BitcoinNetwork.MAINNET, Checkpoints.none());
                chain.restart(822_528 + at - 12);
                headers.subList(at - 12, at).forEach(header -> chain.append(header, "good"));
                assertThatThrownBy(() -> chain.append(bad, "bad")).isInstanceOf(InputFaultException.class);
                chain.append(headers.get(at), "good");
            }
        }

        @Test
        void areRefusedOutOfOrder() throws Exception {
            var headers = split(Files.readAllBytes(RealData.require("bitcoin/headers/headers_822528_830592.bin")));
            var chain = new HeaderChain(BitcoinNetwork.MAINNET, Checkpoints.none());
            chain.restart(822_528);
            chain.append(headers.get(0), "file");
            assertThatThrownBy(() -> chain.append(headers.get(2), "file"))
                    .hasMessageContaining("bitcoin.header.not-linked");
        }

        @Test
        void areHeldAgainstCheckpoints() throws Exception {
            var headers = split(Files.readAllBytes(RealData.require("bitcoin/headers/headers_822528_830592.bin")));
            String right = RawBlockReader.hash(headers.get(1)).toString();
            var good = new HeaderChain(BitcoinNetwork.MAINNET, Checkpoints.parse(List.of("822529:" + right)));
            good.restart(822_528);
            good.append(headers.get(0), "file");
            good.append(headers.get(1), "file");
            String wrong = RawBlockReader.hash(headers.get(0)).toString();
            var bad = new HeaderChain(BitcoinNetwork.MAINNET, Checkpoints.parse(List.of("822529:" + wrong)));
            bad.restart(822_528);
            bad.append(headers.get(0), "file");
            assertThatThrownBy(() -> bad.append(headers.get(1), "file"))
                    .hasMessageContaining("bitcoin.header.not-the-checkpoint")
                    .hasMessageContaining(wrong);
        }

        private static List<byte[]> split(byte[] all) {
            return java.util.stream.IntStream.range(0, all.length / BlockHeader.BYTES)
                    .mapToObj(i -> Arrays.copyOfRange(all, i * BlockHeader.BYTES, (i + 1) * BlockHeader.BYTES))
                    .toList();
        }
    }

    @Nested
    class Difficulty {
        /** Targets worked out by hand: old * took / 1,209,600, between a fourth and four times, in compact form. */
        @ParameterizedTest
        @CsvSource({
            "1209600, 1a0377ae", // as planned
            "604800, 1a01bbd7", // twice as fast
            "2419200, 1a06ef5c", // half as fast
            "302400, 1a00ddeb", // four times as fast
            "100, 1a00ddeb", // and no further
            "4838400, 1a0ddeb8",
            "99999999, 1a0ddeb8"
        })
        void changesWithTheTimeAPeriodTook(long took, String expected) {
            Line line = period(REAL, took);
            long bits = Long.parseLong(expected, 16);
            line.check(BitcoinNetwork.MAINNET, 4032, START + took + 600, bits);
            assertThatThrownBy(() -> line.check(BitcoinNetwork.MAINNET, 4032, START + took + 600, bits + 1))
                    .hasMessageContaining("bitcoin.header.wrong-difficulty");
        }

        @Test
        void isNeverEasierThanTheNetworkAllows() {
            Line line = period(EASIEST, 4_838_400);
            line.check(BitcoinNetwork.MAINNET, 4032, START + 5_000_000, EASIEST);
        }

        @Test
        void staysWithinAPeriod() {
            Line line = period(REAL, 1_209_600);
            line.headers.remove(4031L);
            line.check(BitcoinNetwork.MAINNET, 4031, START + 1_300_000, REAL);
            assertThatThrownBy(() -> line.check(BitcoinNetwork.MAINNET, 4031, START + 1_300_000, EASIEST))
                    .hasMessageContaining("bitcoin.header.wrong-difficulty");
        }

        @Test
        void isLeftAloneWhereThePeriodIsNotAtHand() {
            Line line = period(REAL, 604_800);
            line.headers.remove(2016L);
            line.check(BitcoinNetwork.MAINNET, 4032, START + 700_000, 0x1a012345L);
        }

        @Test
        void isOneAndOnlyOneOnRegtest() {
            var line = new Line();
            line.make(1, START, 0x207fffffL);
            line.check(BitcoinNetwork.REGTEST, 2, START + 1, 0x207fffffL);
            assertThatThrownBy(() -> line.check(BitcoinNetwork.REGTEST, 2, START + 1, 0x207ffffeL))
                    .hasMessageContaining("bitcoin.header.wrong-difficulty");
        }

        @Test
        void ofTestnet4IsEasyAfterTwentyMinutesAndRealAgainAfterwards() {
            Line line = period(REAL, 1_209_600);
            line.headers.keySet().removeIf(height -> height > 3_000);
            long last = START + 1_209_600L * (3_000 - 2_016) / (HeaderRules.RETARGET_BLOCKS - 1);
            line.check(BitcoinNetwork.TESTNET4, 3_001, last + 1_201, EASIEST);
            assertThatThrownBy(() -> line.check(BitcoinNetwork.TESTNET4, 3_001, last + 1_200, EASIEST))
                    .hasMessageContaining("bitcoin.header.wrong-difficulty");
            line.make(3_001, last + 1_201, EASIEST);
            line.make(3_002, last + 2_500, EASIEST);
            line.check(BitcoinNetwork.TESTNET4, 3_003, last + 2_600, REAL);
            assertThatThrownBy(() -> line.check(BitcoinNetwork.TESTNET4, 3_003, last + 2_600, EASIEST))
                    .hasMessageContaining("bitcoin.header.wrong-difficulty");
        }

        @Test
        void ofTestnet4ChangesFromTheFirstBlockOfThePeriodNotTheLast() {
            Line line = period(REAL, 1_209_600);
            line.make(4_031, START + 1_209_600, EASIEST);
            line.check(BitcoinNetwork.TESTNET4, 4_032, START + 1_210_000, REAL);
            // Elsewhere the last block's target is the base.
            line.check(BitcoinNetwork.MAINNET, 4_032, START + 1_210_000, EASIEST);
        }

        @ParameterizedTest
        @ValueSource(longs = {0x1d00ffffL, 0x207fffffL, 0x1e0377aeL, 0x1703e8b3L, 0x1703d869L, 0x01120000L})
        void compactFormsComeBack(long bits) {
            var header = new BlockHeader(new BlockHash(Hash256.ZERO), new BlockHash(Hash256.ZERO), 1, 1, bits);
            long back = HeaderRules.compact(header.target());
            var again = new BlockHeader(new BlockHash(Hash256.ZERO), new BlockHash(Hash256.ZERO), 1, 1, back);
            assertThat(again.target()).isEqualTo(header.target());
        }

        @Test
        void aLeadingBitMovesIntoTheNextByte() {
            assertThat(HeaderRules.compact(BigInteger.valueOf(0x80))).isEqualTo(0x02008000L);
            assertThat(HeaderRules.compact(BigInteger.valueOf(0x92340000L))).isEqualTo(0x05009234L);
        }
    }

    @Nested
    class Time {
        @Test
        void isLaterThanTheMedianOfEleven() {
            var line = new Line();
            for (long i = 0; i < 11; i++) {
                line.make(100 + i, START + (i % 2 == 0 ? i : -i) * 100, REAL);
            }
            // -900 -700 -500 -300 -100 | 0 | 200 400 600 800 1000
            line.check(BitcoinNetwork.MAINNET, 111, START + 1, REAL);
            assertThatThrownBy(() -> line.check(BitcoinNetwork.MAINNET, 111, START, REAL))
                    .hasMessageContaining("bitcoin.header.too-early");
        }

        @Test
        void isLeftAloneWhereFewerThanElevenAreAtHand() {
            var line = new Line();
            for (long i = 0; i < 10; i++) {
                line.make(100 + i, START + i, REAL);
            }
            line.check(BitcoinNetwork.MAINNET, 110, START - 5_000, REAL);
        }

        @Test
        void ofTestnet4DoesNotJumpBackAtAChangeOfDifficulty() {
            Line line = period(REAL, 1_209_600);
            long last = START + 1_209_600;
            line.check(BitcoinNetwork.TESTNET4, 4_032, last - 600, REAL);
            assertThatThrownBy(() -> line.check(BitcoinNetwork.TESTNET4, 4_032, last - 601, REAL))
                    .hasMessageContaining("bitcoin.header.timewarp");
            line.check(BitcoinNetwork.MAINNET, 4_032, last - 601, REAL);
        }
    }

    @Nested
    class CheckpointTexts {
        @ParameterizedTest
        @ValueSource(strings = {"", "1", "1:", ":00", "1:zz", "-1:00", "1:00", "x:y"})
        void thatAreMalformedAreRefused(String text) {
            assertThatThrownBy(() -> Checkpoints.parse(List.of(text)))
                    .hasMessageContaining("bitcoin.checkpoint.malformed");
        }

        @Test
        void thatContradictOneAnotherAreRefused() {
            String one = "7:" + "0".repeat(63) + "1";
            assertThat(Checkpoints.parse(List.of(one, one)).blocks()).hasSize(1);
            assertThatThrownBy(() -> Checkpoints.parse(List.of(one, "7:" + "0".repeat(63) + "2")))
                    .hasMessageContaining("one block per height");
        }
    }
}
