package org.holdfast.chain.evm.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.holdfast.chain.evm.coding.EvmAddress;
import org.holdfast.primitives.chain.Chains;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkFileTest {
    private static final EvmAddress A = EvmAddress.parse("0x" + "aa".repeat(20));

    @TempDir
    Path folder;

    @Test
    void saysWhichContractsAreWhose() throws IOException {
        EvmNetwork network = read("{\"wrappedNative\":[\"" + A + "\"],\"issuers\":[{\"contract\":\"" + A
                + "\",\"family\":\"paxos\"}],\"passThrough\":[\"" + A + "\"],\"checkedTokens\":[\"" + A
                + "\"],\"checksMax\":9}");
        assertThat(network.wrappedNative()).isEqualTo(Set.of(A));
        assertThat(network.issuers()).isEqualTo(Map.of(A, new IssuerContract(A, IssuerFamily.PAXOS, null)));
        assertThat(network.passThrough()).containsExactly(A);
        assertThat(network.issuerWallets()).isEmpty();
        assertThat(network.checks()).isEqualTo(new BalanceChecks(Set.of(A), Set.of(), 9));
        assertThat(read("{}").checks()).isEqualTo(BalanceChecks.NONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{\"wraped\":[]}",
                "{\"wrappedNative\":{}}",
                "{\"wrappedNative\":[1]}",
                "{\"issuers\":[{}]}",
                "{\"checksMax\":0}",
                "{\"checksMax\":\"9\"}",
                "{\"issuers\":[{\"contract\":\"0xaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\",\"family\":\"other\"}]}"
            })
    void refusesWhatItDoesNotKnow(String text) {
        assertThatThrownBy(() -> read(text)).hasMessageContaining("evm.network.malformed");
    }

    private EvmNetwork read(String text) throws IOException {
        return NetworkFile.read(
                EvmNetwork.of(Chains.named("eip155:5")), Files.writeString(folder.resolve("network.json"), text));
    }
}
