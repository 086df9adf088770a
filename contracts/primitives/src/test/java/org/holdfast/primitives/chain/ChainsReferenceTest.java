package org.holdfast.primitives.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The reference says what the profiles say. */
class ChainsReferenceTest {
    private static final Path REFERENCE = Path.of("../../docs/reference/chains.md");

    @Test
    void everyKnownChainHasItsRowAndNoOther() throws Exception {
        List<String> rows = Files.readAllLines(REFERENCE).stream()
                .filter(line -> line.startsWith("| `") && line.contains(" decimals | "))
                .toList();
        assertThat(rows)
                .isEqualTo(Chains.known().stream().map(ChainsReferenceTest::row).toList());
    }

    @Test
    void everyForkOfAKnownChainIsNamed() throws Exception {
        String reference = Files.readString(REFERENCE);
        for (ChainProfile profile : Chains.known()) {
            switch (profile.forks()) {
                case ForkRules.Outputs outputs -> {
                    if (outputs.witnessFrom() != ForkRules.Outputs.NEVER) {
                        assertThat(reference).contains("height " + outputs.witnessFrom());
                        assertThat(reference).contains("height " + outputs.coinbaseHeightFrom());
                    }
                }
                case ForkRules.Accounts accounts -> {
                    accounts.blobs()
                            .forEach(fork -> assertThat(reference).contains(Long.toString(fork.updateFraction())));
                    accounts.rewards()
                            .forEach(fork -> assertThat(reference).contains(Long.toString(fork.fromHeight())));
                }
            }
        }
    }

    @Test
    void everyAssumptionIsNamed() throws Exception {
        assertThat(Files.readAllLines(REFERENCE))
                .containsAll(Chains.named("eip155:8453").assumptions().stream()
                        .map(text -> "- " + text)
                        .toList());
    }

    private static String row(ChainProfile profile) {
        String coin = profile.nativeAsset().id().assetPart();
        return "| `%s` | `%s` | %s | %s, `%s`, %d decimals | %s | %s |"
                .formatted(
                        profile.name(),
                        profile.chain(),
                        profile.hasAccounts() ? "accounts" : "outputs",
                        profile.nativeAsset().symbol(),
                        coin,
                        profile.nativeAsset().decimals(),
                        profile.addresses().description(),
                        switch (profile.finality()) {
                            case FinalityRule.Depth(int blocks) -> blocks + " blocks";
                            case FinalityRule.Finalized() -> "the chain's finalized block";
                        });
    }
}
