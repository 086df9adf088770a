package org.holdfast.testkit.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModuleMapTest {
    @Test
    void thePomsAndTheTableInArchitectureSayTheSame() throws Exception {
        assertThat(ModuleMap.ofPoms(Repository.root()))
                .isEqualTo(ModuleMap.ofTable(Repository.text("ARCHITECTURE.md")));
    }

    @Test
    void aDependencyThatTheTableDoesNotNameIsSeen(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("pom.xml"), "<project><modules><module>a</module></modules></project>");
        Files.createDirectories(folder.resolve("a"));
        Files.writeString(folder.resolve("a/pom.xml"), """
                <project><dependencies>
                  <dependency><artifactId>holdfast-b</artifactId></dependency>
                  <dependency><artifactId>holdfast-c</artifactId><scope>test</scope></dependency>
                </dependencies></project>
                """);
        assertThat(ModuleMap.ofPoms(folder)).isEqualTo(Map.of("a", Set.of("b")));
        assertThat(ModuleMap.ofTable("""
                ## Who may use whom
                | Module | uses |
                |---|---|
                | `a` | - |
                ## Next
                | `x` | `y` |
                """)).isEqualTo(Map.of("a", Set.of()));
    }
}
