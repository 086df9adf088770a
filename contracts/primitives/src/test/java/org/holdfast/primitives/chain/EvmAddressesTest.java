package org.holdfast.primitives.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.InputFaultException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EvmAddressesTest {
    private static final ChainId ETHEREUM = Chains.named("ethereum").chain();

    /** The test cases of ERC-55. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0x52908400098527886E0F7030069857D2E4169EE7",
                "0x8617E340B3D01FA5F11F306F4090FD50E238070D",
                "0xde709f2102306220921060314715629080e2fb77",
                "0x27b1fdb04752bbc536007a920d24acb045561c26",
                "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
                "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
                "0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB",
                "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb"
            })
    void theChecksumOfErc55IsReadAndWritten(String text) {
        var address = Chains.address(ETHEREUM, text);
        assertThat(address).hasToString(text.toLowerCase(Locale.ROOT));
        assertThat(EvmAddresses.withChecksum(address)).isEqualTo(text);
        assertThat(Chains.address(ETHEREUM, "0x" + text.substring(2).toUpperCase(Locale.ROOT)))
                .isEqualTo(address);
    }

    @ParameterizedTest
    @CsvSource({
        // One letter in the other case, one digit changed.
        "0x5AAeb6053F3E94C9b9A09f33669435E7Ef1BeAed, checksum",
        "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAee, checksum",
        // A digit too few, one too many, without 0x, a letter that is no digit, another chain.
        "0x5aaeb6053f3e94c9b9a09f33669435e7ef1beae, malformed",
        "0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaedd, malformed",
        "5aaeb6053f3e94c9b9a09f33669435e7ef1beaed, malformed",
        "0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaeg, malformed",
        "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t, malformed",
        "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4, malformed"
    })
    void othersAreRefused(String text, String defect) {
        assertThat(catchThrowableOfType(InputFaultException.class, () -> Chains.address(ETHEREUM, text))
                        .fault()
                        .code())
                .isEqualTo("primitives.address." + defect);
    }

    /** The empty text and "abc" of the Keccak team's vectors; the signature hash of a token transfer. */
    @ParameterizedTest
    @CsvSource({
        "'', c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470",
        "abc, 4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45",
        "'Transfer(address,address,uint256)', ddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef"
    })
    void keccak(String text, String hash) {
        assertThat(HexFormat.of().formatHex(Keccak256.hash(text.getBytes(StandardCharsets.US_ASCII))))
                .isEqualTo(hash);
    }

    @Test
    void keccakReadsMessagesLongerThanOneBlock() {
        // Bouncy Castle 1.87, KeccakDigest: a full block, and three blocks with a rest.
        assertThat(HexFormat.of().formatHex(Keccak256.hash("a".repeat(136).getBytes(StandardCharsets.US_ASCII))))
                .isEqualTo("a6c4d403279fe3e0af03729caada8374b5ca54d8065329a3ebcaeb4b60aa386e");
        assertThat(HexFormat.of().formatHex(Keccak256.hash("a".repeat(500).getBytes(StandardCharsets.US_ASCII))))
                .isEqualTo("459d4d3dec1737165314cd15cafa5da1b779b796156dcb87415ee2ddc1dd417e");
    }
}
