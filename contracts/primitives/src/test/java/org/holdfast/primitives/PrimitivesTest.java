package org.holdfast.primitives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import org.holdfast.primitives.id.CaseId;
import org.holdfast.primitives.id.HoldId;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrimitivesTest {
    private static final String GENESIS_TX = "4a5e1e4baab89f3a32518a88c31bc87f618f76673e2cc77ab2127b7afdeda33b";

    @Nested
    class Hashes {
        @Test
        void keepDisplayOrderAndReverseForBitcoin() {
            var txId = TxId.parse(GENESIS_TX);
            byte[] internal = txId.hash().bitcoinInternalBytes();
            assertThat(txId).hasToString(GENESIS_TX);
            assertThat(internal[0]).isEqualTo((byte) 0x3b);
            assertThat(internal[31]).isEqualTo((byte) 0x4a);
            assertThat(TxId.ofBitcoinInternalBytes(internal)).isEqualTo(txId);
            assertThat(TxId.ofDisplayBytes(txId.displayBytes())).isEqualTo(txId);
        }

        @Test
        void orderAsUnsignedDisplayBytes() {
            var low = Hash256.parse("00".repeat(31) + "01");
            var high = Hash256.parse("ff".repeat(32));
            assertThat(low).isLessThan(high);
            assertThat(Hash256.ZERO.isZero()).isTrue();
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "zz", "4a5e1e", "4A5E1E4BAAB89F3A32518A88C31BC87F618F76673E2CC77AB2127B7AFDEDA33G"})
        void refuseWhatIsNoHash(String text) {
            assertThatThrownBy(() -> TxId.parse(text))
                    .isInstanceOf(InputFaultException.class)
                    .hasMessageContaining("primitives.hash.malformed");
        }
    }

    @Nested
    class Outpoints {
        @Test
        void readTheirTextForm() {
            assertThat(Outpoint.parse(GENESIS_TX + ":17")).hasToString(GENESIS_TX + ":17");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", ":", "ab:0", GENESIS_TX, GENESIS_TX + ":", GENESIS_TX + ":-1", GENESIS_TX + ":1x"})
        void refuseWhatIsNoOutpoint(String text) {
            assertThatThrownBy(() -> Outpoint.parse(text))
                    .isInstanceOf(InputFaultException.class)
                    .hasMessageContaining("primitives.outpoint.malformed");
        }

        @Test
        void refuseAnIndexBeyondWhatABlockCanHold() {
            assertThatThrownBy(() -> Outpoint.parse(GENESIS_TX + ":99999999")).isInstanceOf(InputFaultException.class);
        }
    }

    @Nested
    class Amounts {
        @Test
        void holdA256BitWordAndNotMore() {
            var word = BigInteger.TWO.pow(256).subtract(BigInteger.ONE);
            assertThat(BaseUnits.parse(word.toString()).value()).isEqualTo(word);
            assertThatThrownBy(() -> BaseUnits.parse(BigInteger.TWO.pow(256).toString()))
                    .isInstanceOf(InputFaultException.class);
        }

        @Test
        void neverGoBelowZero() {
            assertThatThrownBy(() -> BaseUnits.of(1).minus(BaseUnits.of(2))).isInstanceOf(ArithmeticException.class);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "-1", "1.5", "1e8", " 1", "0x10"})
        void refuseWhatIsNoWholeNumber(String text) {
            assertThatThrownBy(() -> BaseUnits.parse(text)).isInstanceOf(InputFaultException.class);
        }
    }

    @Nested
    class Ids {
        @Test
        void areTheirRawTextSoThatRoutingWorks() {
            assertThat(new HoldId("hold-1")).hasToString("hold-1");
            assertThat(AssetId.parse("bip122:000000000019d6689c085ae165831e93/slip44:0"))
                    .hasToString("bip122:000000000019d6689c085ae165831e93/slip44:0");
            assertThat(AssetId.parse("eip155:1/erc20:0xdac17f958d2ee523a2206206994597c13d831ec7")
                            .chain())
                    .hasToString("eip155:1");
            var single = "eip155:1/erc721:0x06012c8cf97bead5deae237070f9587f8e7a266d/771769";
            assertThat(AssetId.parse(single)).hasToString(single);
            assertThatThrownBy(() -> AssetId.parse(single + "/1")).isInstanceOf(InputFaultException.class);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "../x", "a b", "-a", "a/b"})
        void refuseWhatIsUnsafeInAPath(String text) {
            assertThatThrownBy(() -> new CaseId(text)).isInstanceOf(InputFaultException.class);
        }

        @Test
        void quoteForeignTextBoundedAndVisible() {
            assertThat(InputFault.quote("a\u0007b")).isEqualTo("\"a\\u0007b\"");
            assertThat(InputFault.quote("x".repeat(500))).hasSizeLessThan(120).contains("(500 characters)");
        }
    }
}
