package org.holdfast.launcher.node.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class BrokerGrantsTest {
    @Test
    void nobodyMayDeleteOrAlterAnything() {
        assertThat(BrokerGrants.lines())
                .isNotEmpty()
                .allSatisfy(
                        line -> assertThat(List.of(line.split(" ", 5)).get(1)).isIn("create", "read", "write"));
    }

    @Test
    void onlyTheTracingServiceWritesFactsAndOnlyAdaptersWriteBlocks() {
        assertThat(BrokerGrants.lines())
                .filteredOn(line -> line.contains(" write topic "))
                .containsExactly(
                        "adapter write topic prefixed chain.blocks.",
                        "adapter write topic literal chain.cursors.v1",
                        "tracing write topic literal tracing.facts.v1");
    }

    @Test
    void theReferenceHasEveryGrant() throws Exception {
        String reference = Files.readString(Path.of("../../docs/reference/security.md"));
        for (String line : BrokerGrants.lines()) {
            String[] words = line.split(" ", 5);
            String row = "| `%s` | %s | %s | %s `%s` |"
                    .formatted(words[0], words[1], words[2].replace('_', ' '), words[3], words[4]);
            assertThat(reference.toLowerCase(Locale.ROOT)).contains(row);
        }
    }
}
