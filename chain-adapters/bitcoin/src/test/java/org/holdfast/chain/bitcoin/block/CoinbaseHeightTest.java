package org.holdfast.chain.bitcoin.block;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.HexFormat;
import java.util.List;
import org.bitcoinj.core.Transaction;
import org.holdfast.chain.bitcoin.BitcoinNetwork;
import org.holdfast.generators.RawTransaction;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.Hash256;
import org.holdfast.testkit.RealData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CoinbaseHeightTest {
    private static final BlockHash ANY = new BlockHash(Hash256.ZERO);

    @ParameterizedTest
    @CsvSource({
        "03fb7903, 227835",
        "0350e30c, 844624",
        "02ff7f, 32767",
        "03008000, 32768",
        "0111, 17",
        "017f, 127",
        "028000, 128",
        "5100, 1",
        "6000, 16",
        "04ffffff7f, 2147483647"
    })
    void isTheFirstPushInItsShortestForm(String script, long height) {
        assertThat(CoinbaseHeight.claimed(coinbase(script))).isEqualTo(height);
    }

    @ParameterizedTest
    @CsvSource({
        "04fb790300", // longer than needed
        "03ff7f00",
        "020100",
        "0110", // sixteen has an operation of its own
        "0100",
        "03fb79", // cut off
        "0381ffff", // negative
        "0500000000ff",
        "4c03fb7903", // another way to push
        "0000",
        "61fb79"
    })
    void isNothingElse(String script) {
        assertThat(CoinbaseHeight.claimed(coinbase(script))).isEqualTo(CoinbaseHeight.NONE);
    }

    @Test
    void ofABlockOfVersionOneOrFromBeforeTheRuleIsNotBelieved() {
        var mainnet = BitcoinNetwork.MAINNET;
        assertThat(CoinbaseHeight.vouchedFor(mainnet, block(2, "035b7a03"))).isEqualTo(227_931);
        assertThat(CoinbaseHeight.vouchedFor(mainnet, block(1, "035b7a03"))).isEqualTo(CoinbaseHeight.NONE);
        assertThat(CoinbaseHeight.vouchedFor(mainnet, block(2, "035a7a03"))).isEqualTo(CoinbaseHeight.NONE);
        assertThat(CoinbaseHeight.vouchedFor(mainnet, block(0x8000_0002L, "035b7a03")))
                .isEqualTo(CoinbaseHeight.NONE);
        assertThat(CoinbaseHeight.vouchedFor(BitcoinNetwork.SIGNET, block(0x2000_0000L, "5100")))
                .isEqualTo(1);
        assertThat(CoinbaseHeight.vouchedFor(BitcoinNetwork.REGTEST, block(0x2000_0000L, "5100")))
                .isEqualTo(CoinbaseHeight.NONE);
    }

    /** Its coinbase begins with a timestamp, which was read as height 1,364,140,153. */
    @Test
    void ofTheLastBlockOfVersionOneIsNotKnown() throws Exception {
        byte[] raw = Files.readAllBytes(RealData.require("bitcoin/blocks-bitcoinj/block227835.dat"));
        var checked = new BlockVerification(BitcoinNetwork.MAINNET).check(raw, "file");
        assertThat(checked.header().version()).isEqualTo(1);
        assertThat(CoinbaseHeight.vouchedFor(BitcoinNetwork.MAINNET, checked)).isEqualTo(CoinbaseHeight.NONE);
    }

    private static BlockVerification.Checked block(long version, String script) {
        var header = new BlockHeader(ANY, ANY, version, 0, 0);
        return new BlockVerification.Checked(header, new byte[0], List.of(coinbase(script)), List.of());
    }

    private static Transaction coinbase(String script) {
        RawTransaction raw = RawTransaction.of(
                List.of(new RawTransaction.Spend(new byte[32], -1)),
                List.of(new RawTransaction.Pay(50, new byte[] {0x51})),
                HexFormat.of().parseHex(script));
        return Transaction.read(java.nio.ByteBuffer.wrap(raw.bytes()));
    }
}
