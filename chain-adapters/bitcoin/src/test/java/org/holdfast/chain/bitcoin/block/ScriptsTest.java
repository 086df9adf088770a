package org.holdfast.chain.bitcoin.block;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.holdfast.chain.bitcoin.BitcoinNetwork;
import org.holdfast.records.chain.v1.ScriptType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Vectors: the genesis coinbase, BIP 16, BIP 173, BIP 350 and BIP 341; keys are the generator point's. */
class ScriptsTest {
    private static final String COMPRESSED = "0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798";

    @ParameterizedTest
    @CsvSource({
        "76a914751e76e8199196d454941c45d1b3a323f1433bd688ac, P2PKH, 1BgGZ9tcN4rm9KBzDn7KprQz87SZ26SAMH",
        "76a91462e907b15cbf27d5425399ebf6f0fb50ebb88f1888ac, P2PKH, 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa",
        "a914f815b036d9bbbce5e9f2a00abd1bf3dc91e9551087, P2SH, 3QJmV3qfvL9SuYo34YihAf3sRCW3qSinyC",
        "0014751e76e8199196d454941c45d1b3a323f1433bd6, P2WPKH, bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",
        "00201863143c14c5166804bd19203356da136c985678cd4d27a1b8c6329604903262, P2WSH,"
                + " bc1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3qccfmv3",
        "512079be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798, P2TR,"
                + " bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0"
    })
    void derivesTheStandardAddress(String script, String type, String address) {
        byte[] bytes = HexFormat.of().parseHex(script);
        assertThat(Scripts.type(bytes)).isEqualTo(ScriptType.valueOf("SCRIPT_TYPE_" + type));
        assertThat(Scripts.address(Scripts.type(bytes), bytes, BitcoinNetwork.MAINNET.addresses()))
                .isEqualTo(address);
    }

    /** Pay to anchor, then vectors of BIP-350 for versions that have no rule yet. */
    @ParameterizedTest
    @CsvSource({
        "51024e73, bc1pfeessrawgf",
        "6002751e, bc1sw50qgdz25j",
        "5210751e76e8199196d454941c45d1b3a323, bc1zw508d6qejxtdg4y5r3zarvaryvaxxpcs"
    })
    void everyWitnessProgramHasAnAddress(String script, String address) {
        byte[] bytes = HexFormat.of().parseHex(script);
        assertThat(Scripts.type(bytes)).isEqualTo(ScriptType.SCRIPT_TYPE_UNKNOWN);
        assertThat(Scripts.address(Scripts.type(bytes), bytes, BitcoinNetwork.MAINNET.addresses()))
                .isEqualTo(address);
    }

    @ParameterizedTest
    @CsvSource({
        // A program of 1 byte, of 41 bytes, of version 0 and 16 bytes; a push that is too long.
        "510151",
        "5129751e76e8199196d454941c45d1b3a323f1433bd6751e76e8199196d454941c45d1b3a323f1433bd6751e",
        "0010751e76e8199196d454941c45d1b3a323",
        "51034e73"
    })
    void otherPushesHaveNone(String script) {
        byte[] bytes = HexFormat.of().parseHex(script);
        assertThat(Scripts.address(Scripts.type(bytes), bytes, BitcoinNetwork.MAINNET.addresses()))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "21" + COMPRESSED + "ac, P2PK",
        "6a0b68656c6c6f20776f726c64, OP_RETURN",
        "6a, OP_RETURN",
        "5121" + COMPRESSED + "51ae, BARE_MULTISIG",
        "5121" + COMPRESSED + "21" + COMPRESSED + "52ae, BARE_MULTISIG"
    })
    void namesFormsThatHaveNoAddress(String script, String type) {
        byte[] bytes = HexFormat.of().parseHex(script);
        assertThat(Scripts.type(bytes)).isEqualTo(ScriptType.valueOf("SCRIPT_TYPE_" + type));
        assertThat(Scripts.address(Scripts.type(bytes), bytes, BitcoinNetwork.MAINNET.addresses()))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        // More keys needed than given; fewer keys than named; a key of impossible length; a cut push; one byte more.
        "5221" + COMPRESSED + "51ae",
        "5121" + COMPRESSED + "52ae",
        "5120" + COMPRESSED + "51ae",
        "76a914751e76e8199196d454941c45d1b3a323f1433b88ac",
        "0014751e76e8199196d454941c45d1b3a323f1433bd600",
        "51"
    })
    void doesNotGuess(String script) {
        assertThat(Scripts.type(HexFormat.of().parseHex(script))).isEqualTo(ScriptType.SCRIPT_TYPE_UNKNOWN);
    }

    @Test
    void anEmptyScriptIsUnknown() {
        assertThat(Scripts.type(new byte[0])).isEqualTo(ScriptType.SCRIPT_TYPE_UNKNOWN);
    }

    @Test
    void neverFailsWhateverTheBytes() {
        var random = new java.util.Random(1);
        for (int i = 0; i < 50_000; i++) {
            byte[] script = new byte[random.nextInt(80)];
            random.nextBytes(script);
            if (script.length > 0 && i % 2 == 0) {
                script[0] = (byte) (0x51 + random.nextInt(4));
                script[script.length - 1] = (byte) 0xAE;
            }
            ScriptType type = Scripts.type(script);
            assertThat(Scripts.address(type, script, BitcoinNetwork.REGTEST.addresses()))
                    .isNotNull();
        }
    }
}
