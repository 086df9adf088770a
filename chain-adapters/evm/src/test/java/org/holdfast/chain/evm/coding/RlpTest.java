package org.holdfast.chain.evm.coding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.integers;
import static org.quicktheories.generators.SourceDSL.lists;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.holdfast.primitives.InputFaultException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RlpTest {
    @ParameterizedTest
    @CsvSource({"0x,0x80", "0x00,0x00", "0x7f,0x7f", "0x80,0x8180", "0x0400,0x820400"})
    void codesStrings(String plain, String coded) {
        assertThat(Rlp.encode(RlpItem.of(Bytes.parse(plain)))).hasToString(coded);
        assertThat(Rlp.decode(Bytes.parse(coded)).text()).hasToString(plain);
    }

    @Test
    void codesNestedLists() {
        var empty = RlpItem.of(List.of());
        var nested = RlpItem.of(List.of(empty, RlpItem.of(List.of(empty))));
        assertThat(Rlp.encode(nested)).hasToString("0xc3c0c1c0");
        assertThat(Rlp.decode(Bytes.parse("0xc3c0c1c0"))).isEqualTo(nested);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0x",
                "0x8100",
                "0xb800",
                "0xb80161",
                "0xb90001",
                "0x83aabb",
                "0xc1",
                "0xc281",
                "0x8080",
                "0xf800",
                "0xbfffffffffffffffff",
                "0xbbffffffff",
                "0xc1820000"
            })
    void refusesWhatIsNotTheOneCoding(String coded) {
        assertThatThrownBy(() -> Rlp.decode(Bytes.parse(coded)))
                .isInstanceOf(InputFaultException.class)
                .hasMessageContaining("evm.rlp.malformed");
    }

    @Test
    void refusesBottomlessNesting() {
        RlpItem item = RlpItem.of(List.of());
        for (int i = 0; i < 100; i++) {
            item = RlpItem.of(List.of(item));
        }
        Bytes deep = Rlp.encode(item);
        assertThatThrownBy(() -> Rlp.decode(deep)).hasMessageContaining("64 nested lists");
    }

    @Test
    void readsBackWhatItWrites() {
        qt().forAll(lists().of(integers().between(0, 70_000)).ofSizeBetween(0, 40))
                .checkAssert(sizes -> {
                    var items = new ArrayList<RlpItem>();
                    for (int size : sizes) {
                        items.add(RlpItem.of(Bytes.of(new byte[size % 300])));
                        items.add(RlpItem.of(List.of(RlpItem.of(Bytes.ofNumber(size)))));
                    }
                    RlpItem whole = RlpItem.of(items);
                    assertThat(Rlp.decode(Rlp.encode(whole))).isEqualTo(whole);
                });
    }

    @Test
    void numbersHaveTheirShortestForm() {
        assertThat(Bytes.ofNumber(0)).isEqualTo(Bytes.EMPTY);
        assertThat(Bytes.ofNumber(255)).hasToString("0xff");
        assertThat(Bytes.ofNumber(BigInteger.TWO.pow(256).subtract(BigInteger.ONE))
                        .size())
                .isEqualTo(32);
        assertThat(Bytes.parse("0xff").signed()).isEqualTo(BigInteger.ONE.negate());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ff", "0xf", "0xgg"})
    void refusesTextThatIsNotHexadecimal(String text) {
        assertThatThrownBy(() -> Bytes.parse(text)).hasMessageContaining("evm.hex.malformed");
    }

    @Test
    void addressesHaveTwentyBytes() {
        assertThatThrownBy(() -> EvmAddress.parse("0x00")).hasMessageContaining("evm.address.malformed");
        assertThat(EvmAddress.parse("0xDAC17F958D2ee523a2206206994597C13D831ec7"))
                .hasToString("0xdac17f958d2ee523a2206206994597c13d831ec7");
    }
}
