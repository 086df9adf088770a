package org.holdfast.testkit.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChainLiteralsTest {
    @Test
    void onlyProfilesNameNamespacesAndCoins() throws Exception {
        var findings = new ArrayList<String>();
        for (Path file : Repository.files(".java")) {
            String name = Repository.root().relativize(file).toString().replace('\\', '/');
            findings.addAll(ChainLiterals.findings(name, Files.readString(file)));
        }
        assertThat(findings).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "if (chain.text().startsWith(\"eip155:\")) {",
                "AssetId coin = AssetId.bitcoin(chain);",
                "new AssetId(chain, \"slip44:60\")"
            })
    void catchesALiteral(String line) {
        assertThat(ChainLiterals.findings("m/src/main/java/a/A.java", "class A {\n" + line + "\n}"))
                .singleElement()
                .asString()
                .startsWith("m/src/main/java/a/A.java:2:");
        assertThat(ChainLiterals.findings("m/src/test/java/a/A.java", line)).isEmpty();
        assertThat(ChainLiterals.findings(
                        "contracts/primitives/src/main/java/org/holdfast/primitives/chain/A.java", line))
                .isEmpty();
    }
}
