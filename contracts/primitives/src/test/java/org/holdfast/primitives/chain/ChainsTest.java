package org.holdfast.primitives.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.testkit.RealData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChainsTest {
    @Test
    void aChainIsNamedShortlyOrById() {
        assertThat(Chains.named("regtest").chain()).isEqualTo(ChainId.BITCOIN_REGTEST);
        assertThat(Chains.named("ethereum").nativeAsset().id()).hasToString("eip155:1/slip44:60");
        assertThat(Chains.named("bip122:000000000019d6689c085ae165831e93").name())
                .isEqualTo("mainnet");
        assertThat(Chains.known()).extracting(ChainProfile::name).doesNotHaveDuplicates();
        assertThat(Chains.known()).allSatisfy(profile -> {
            assertThat(profile.sources()).isNotEmpty();
            assertThat(profile.assumptions()).isEmpty();
        });
    }

    @Test
    void anUnknownEvmChainSaysWhatIsAssumed() {
        ChainProfile base = Chains.named("eip155:8453");
        assertThat(base.hasAccounts()).isTrue();
        assertThat(base.nativeAsset().id()).hasToString("eip155:8453/native:8453");
        assertThat(base.assumptions()).hasSize(4).anyMatch(text -> text.contains("Prague"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bitcoin", "", "bip122:00000000000000000000000000000031", "tron:0x2b6653dc", "eip155:0x1"})
    void othersAreUnknown(String text) {
        assertThatThrownBy(() -> Chains.named(text)).hasMessageStartingWith("primitives.chain.unknown");
    }

    @Test
    void theListOfSanctionedAddressesIsReadAndOtherChainsAreRefused() throws IOException {
        Path folder = RealData.require("attribution/ofac-2024-09-27");
        // The list has one address of Tron among those of Bitcoin.
        assertThat(outcomes(folder.resolve("sanctioned_addresses_XBT.txt"), "mainnet"))
                .isEqualTo(Map.of("accepted", 434, "primitives.address.wrong-network", 1));
        assertThat(outcomes(folder.resolve("sanctioned_addresses_ETH.txt"), "ethereum"))
                .containsOnlyKeys("accepted");
        assertThat(outcomes(folder.resolve("sanctioned_addresses_TRX.txt"), "mainnet"))
                .containsOnlyKeys("primitives.address.wrong-network");
        assertThat(outcomes(folder.resolve("sanctioned_addresses_LTC.txt"), "mainnet"))
                .doesNotContainKey("accepted");
        assertThat(outcomes(folder.resolve("sanctioned_addresses_USDT.txt"), "ethereum"))
                .containsKeys("accepted", "primitives.address.malformed");
    }

    private static Map<String, Integer> outcomes(Path list, String chain) throws IOException {
        var counts = new TreeMap<String, Integer>();
        for (String line : Files.readAllLines(list)) {
            String outcome = "accepted";
            try {
                Chains.named(chain).address(line.strip());
            } catch (InputFaultException refused) {
                outcome = refused.fault().code();
            }
            counts.merge(outcome, 1, Integer::sum);
        }
        return counts;
    }
}
