package org.holdfast.primitives.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.HexFormat;
import java.util.Locale;
import java.util.Random;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.InputFaultException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BitcoinAddressesTest {
    private static final BitcoinAddresses MAIN =
            (BitcoinAddresses) Chains.profile(ChainId.BITCOIN_MAINNET).addresses();
    private static final BitcoinAddresses TEST =
            (BitcoinAddresses) Chains.profile(ChainId.BITCOIN_SIGNET).addresses();

    /** Vectors of BIP-350, "Test vectors for v0-v16 native segregated witness addresses". */
    @Nested
    class Witness {
        @ParameterizedTest
        @CsvSource({
            "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4, 0014751e76e8199196d454941c45d1b3a323f1433bd6",
            "tb1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3q0sl5k7,"
                    + " 00201863143c14c5166804bd19203356da136c985678cd4d27a1b8c6329604903262",
            "bc1pw508d6qejxtdg4y5r3zarvary0c5xw7kw508d6qejxtdg4y5r3zarvary0c5xw7kt5nd6y,"
                    + " 5128751e76e8199196d454941c45d1b3a323f1433bd6751e76e8199196d454941c45d1b3a323f1433bd6",
            "BC1SW50QGDZ25J, 6002751e",
            "bc1zw508d6qejxtdg4y5r3zarvaryvaxxpcs, 5210751e76e8199196d454941c45d1b3a323",
            "tb1qqqqqp399et2xygdj5xreqhjjvcmzhxw4aywxecjdzew6hylgvsesrxh6hy,"
                    + " 0020000000c4a5cad46221b2a187905e5266362b99d5e91c6ce24d165dab93e86433",
            "tb1pqqqqp399et2xygdj5xreqhjjvcmzhxw4aywxecjdzew6hylgvsesf3hn0c,"
                    + " 5120000000c4a5cad46221b2a187905e5266362b99d5e91c6ce24d165dab93e86433",
            "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0,"
                    + " 512079be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798",
            // Pay to anchor, as Bitcoin Core has it in src/test/data and doc of release 28.
            "bc1pfeessrawgf, 51024e73"
        })
        void vectorsAreReadInLowerCaseAndWrittenFromTheirScript(String text, String script) {
            byte[] bytes = HexFormat.of().parseHex(script);
            int version = bytes[0] == 0 ? 0 : bytes[0] - 0x50;
            byte[] program = java.util.Arrays.copyOfRange(bytes, 2, bytes.length);
            boolean main = text.toLowerCase(Locale.ROOT).startsWith("bc");
            ChainId chain = main ? ChainId.BITCOIN_MAINNET : ChainId.BITCOIN_SIGNET;
            assertThat(Chains.address(chain, text)).hasToString(text.toLowerCase(Locale.ROOT));
            assertThat((main ? MAIN : TEST).ofWitness(version, program)).isEqualTo(text.toLowerCase(Locale.ROOT));
        }

        @ParameterizedTest
        @CsvSource({
            "tc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vq5zuyut, malformed",
            "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqh2y7hd, checksum",
            "BC1S0XLXVLHEMJA6C4DQV22UAPCTQUPFHLXM9H8Z3K2E72Q4K9HCZ7VQ54WELL, checksum",
            "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kemeawh, checksum",
            "bc1p38j9r5y49hruaue7wxjce0updqjuyyx0kh56v8s25huc6995vvpql3jow4, malformed",
            "BC130XLXVLHEMJA6C4DQV22UAPCTQUPFHLXM9H8Z3K2E72Q4K9HCZ7VQ7ZWS8R, malformed",
            "bc1pw5dgrnzv, malformed",
            "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7v8n0nx0muaewav253zgeav, malformed",
            "BC1QR508D6QEJXTDG4Y5R3ZARVARYV98GJ9P, malformed",
            "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7v07qwwzcrf, malformed",
            "bc1gmk9yu, malformed"
        })
        void vectorsThatAreInvalidAreRefused(String text, String defect) {
            assertThat(refused(ChainId.BITCOIN_MAINNET, text)).isEqualTo("primitives.address." + defect);
        }

        @ParameterizedTest
        @CsvSource({
            "tb1z0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqglt7rf, checksum",
            "tb1q0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vq24jc47, checksum",
            "tb1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vq47Zagq, mixed-case",
            "tb1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vpggkg4j, malformed"
        })
        void vectorsOfTestNetworksThatAreInvalidAreRefused(String text, String defect) {
            assertThat(refused(ChainId.BITCOIN_SIGNET, text)).isEqualTo("primitives.address." + defect);
        }

        @Test
        void anAddressOfAnotherNetworkIsRefusedAsSuch() {
            String regtest = ((BitcoinAddresses)
                            Chains.profile(ChainId.BITCOIN_REGTEST).addresses())
                    .ofWitness(1, new byte[] {0x4E, 0x73});
            assertThat(refused(ChainId.BITCOIN_MAINNET, regtest)).isEqualTo("primitives.address.wrong-network");
            assertThat(Chains.address(ChainId.BITCOIN_REGTEST, regtest.toUpperCase(Locale.ROOT)))
                    .hasToString(regtest);
        }
    }

    @Nested
    class Base58 {
        /** The first address that received a block's reward, and others of Bitcoin Core's key_io_valid.json. */
        @ParameterizedTest
        @CsvSource({
            "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa, 62e907b15cbf27d5425399ebf6f0fb50ebb88f18, key",
            "3CMNFxN1oHBc4R1EpboAL5yzHGgE611Xou, 74f209f6ea907e2ea48f74fae05782ae8a665257, script"
        })
        void addressesAreReadAndWritten(String text, String hash, String kind) {
            byte[] bytes = HexFormat.of().parseHex(hash);
            assertThat(Chains.address(ChainId.BITCOIN_MAINNET, text)).hasToString(text);
            assertThat(kind.equals("key") ? MAIN.ofKeyHash(bytes) : MAIN.ofScriptHash(bytes))
                    .isEqualTo(text);
        }

        @Test
        void leadingZerosAreKept() {
            String burn = MAIN.ofKeyHash(new byte[20]);
            assertThat(burn).isEqualTo("1111111111111111111114oLvT2");
            assertThat(Chains.address(ChainId.BITCOIN_MAINNET, burn)).hasToString(burn);
        }

        @ParameterizedTest
        @CsvSource({
            // Of a test network, of Tron, of Litecoin.
            "mo9ncXisMeAoXwqcV5EWuyncbmCcQN4rVs, wrong-network",
            "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t, wrong-network",
            "LM2WMpR1Rp6j3Sa59cMXMs1SPzj9eXpGc1, wrong-network",
            // One letter changed; one letter in another case; a letter that is no digit; an account of Ethereum.
            "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb, checksum",
            "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNA, checksum",
            "1A1zP1eP5QGefi2DMPTfTL5SLmv7Div0Na, malformed",
            "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed, malformed"
        })
        void othersAreRefused(String text, String defect) {
            assertThat(refused(ChainId.BITCOIN_MAINNET, text)).isEqualTo("primitives.address." + defect);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa",
                "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0",
                "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"
            })
    void everyChangeOfOneCharacterIsRefused(String text) {
        String characters = "023456789ABCXYZabcdefghjkmnpqrstuvwxyz";
        for (int i = 0; i < text.length(); i++) {
            for (int j = 0; j < characters.length(); j++) {
                char c = characters.charAt(j);
                if (c != text.charAt(i)) {
                    refused(ChainId.BITCOIN_MAINNET, text.substring(0, i) + c + text.substring(i + 1));
                }
            }
        }
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        var random = new Random(20);
        for (int i = 0; i < 2_000; i++) {
            byte[] hash = new byte[20];
            random.nextBytes(hash);
            byte[] program = new byte[2 + random.nextInt(39)];
            random.nextBytes(program);
            for (String text : java.util.List.of(
                    MAIN.ofKeyHash(hash),
                    MAIN.ofScriptHash(hash),
                    MAIN.ofWitness(0, hash),
                    MAIN.ofWitness(1 + random.nextInt(16), program))) {
                assertThat(Chains.address(ChainId.BITCOIN_MAINNET, text)).hasToString(text);
            }
        }
    }

    private static String refused(ChainId chain, String text) {
        return catchThrowableOfType(InputFaultException.class, () -> Chains.address(chain, text))
                .fault()
                .code();
    }
}
