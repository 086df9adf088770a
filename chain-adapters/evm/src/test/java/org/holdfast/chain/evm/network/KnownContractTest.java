package org.holdfast.chain.evm.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.holdfast.chain.evm.coding.EvmAddress;
import org.holdfast.chain.evm.network.KnownContract.Role;
import org.junit.jupiter.api.Test;

class KnownContractTest {
    private static final Pattern ADDRESS = Pattern.compile("0x[0-9a-fA-F]{40}(?![0-9a-fA-F])");
    /** EIP-7708 names it; no contract is deployed there. */
    private static final String SYSTEM = "0xfffffffffffffffffffffffffffffffffffffffe";

    @Test
    void everyContractIsKnownOnceAndFromSomewhere() {
        assertThat(Mainnet.CONTRACTS).extracting(KnownContract::address).doesNotHaveDuplicates();
        assertThat(Mainnet.CONTRACTS).extracting(KnownContract::name).doesNotHaveDuplicates();
        assertThat(Mainnet.CONTRACTS)
                .extracting(KnownContract::source)
                .allMatch(source -> source.matches("https://github\\.com/[^/]+/[^/]+/blob/[0-9a-f]{40}/.+"));
        assertThat(Mainnet.CONTRACTS).extracting(KnownContract::role).contains(Role.values());
        assertThatThrownBy(() -> new KnownContract(EvmAddress.ZERO, Role.BRIDGE, "somebody's", "memory"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theNetworkUsesTheseAndNoOthers() {
        EvmNetwork network = Mainnet.network();
        var used = new HashSet<>(network.wrappedNative());
        used.addAll(network.issuers().keySet());
        used.addAll(network.issuerWallets());
        used.addAll(network.bridges());
        used.addAll(network.passThrough());
        network.issuers().values().forEach(issuer -> {
            if (issuer.treasury() != null) {
                used.add(issuer.treasury());
            }
        });
        assertThat(Mainnet.CONTRACTS).extracting(KnownContract::address).containsExactlyInAnyOrderElementsOf(used);
    }

    /** Every address in the code has a source. */
    @Test
    void noOtherAddressStandsInTheCode() throws IOException {
        Set<String> sourced = new TreeSet<>(Set.of(SYSTEM));
        Mainnet.CONTRACTS.forEach(contract -> sourced.add(contract.address().toString()));
        var found = new TreeSet<String>();
        try (Stream<Path> files = Files.walk(Path.of("src/main"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Matcher matcher = ADDRESS.matcher(Files.readString(file));
                while (matcher.find()) {
                    found.add(EvmAddress.parse(matcher.group()).toString());
                }
            }
        }
        assertThat(found).isEqualTo(sourced);
    }
}
