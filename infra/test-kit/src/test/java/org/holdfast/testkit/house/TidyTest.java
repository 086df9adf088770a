package org.holdfast.testkit.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class TidyTest {
    @Test
    void theRepositoryIsTidy() throws Exception {
        var findings = new ArrayList<String>();
        for (Path file : Repository.files(".java")) {
            findings.addAll(TidyRules.java(name(file), Files.readString(file)));
        }
        for (Path file : Repository.files(".md")) {
            findings.addAll(TidyRules.markdown(name(file), Files.readString(file)));
        }
        for (Path file : Repository.files(".xml", ".yaml", ".yml", ".sh", ".proto", ".properties", ".ts", ".tsx")) {
            findings.addAll(TidyRules.anyText(name(file), Files.readString(file)));
        }
        assertThat(findings).isEmpty();
    }

    @Test
    void everySourceFolderHasAPackageInfo() throws Exception {
        var bare = new HashSet<String>();
        for (Path file : Repository.files(".java")) {
            boolean main = name(file).contains("src/main/java");
            if (main && Files.notExists(file.resolveSibling("package-info.java"))) {
                bare.add(name(file).replaceFirst("/[^/]*$", ""));
            }
        }
        assertThat(bare).isEmpty();
    }

    @Test
    void theMapStaysReadable() throws Exception {
        assertThat(Repository.text("ARCHITECTURE.md").lines()).hasSizeLessThanOrEqualTo(300);
        assertThat(Repository.text("CONTRIBUTING.md").lines()).hasSizeLessThanOrEqualTo(120);
        for (Path decision : Repository.files(".md")) {
            if (name(decision).startsWith("docs/decisions/")) {
                assertThat(Files.readAllLines(decision)).as(name(decision)).hasSizeLessThanOrEqualTo(100);
            }
        }
    }

    @Nested
    class Catches {
        @Test
        void aLongLine() {
            assertThat(TidyRules.java("A.java", "// " + "x".repeat(120)))
                    .singleElement()
                    .asString()
                    .contains("longer");
        }

        @Test
        void aLongFile() {
            assertThat(TidyRules.java("A.java", "//\n".repeat(401)))
                    .singleElement()
                    .asString()
                    .contains("401 lines");
            assertThat(TidyRules.java("m/src/test/A.java", "//\n".repeat(401))).isEmpty();
        }

        @Test
        void foreignLetters() {
            assertThat(TidyRules.java("A.java", "// \u00e4"))
                    .singleElement()
                    .asString()
                    .contains("ASCII");
        }

        @Test
        void unfinishedMarks() {
            for (String mark : List.of("TO" + "DO", "FIX" + "ME", "XX" + "X")) {
                assertThat(TidyRules.java("A.java", "// " + mark))
                        .singleElement()
                        .asString()
                        .contains("unfinished");
            }
        }

        @Test
        void aSecondTitle() {
            assertThat(TidyRules.markdown("a.md", "# One\n```\n# code\n```\n# Two\n"))
                    .hasSize(1);
            assertThat(TidyRules.markdown("a.md", "# One\n```\n# code\n```\n")).isEmpty();
        }

        @Test
        void aPathOfOneMachine() {
            assertThat(TidyRules.anyText("a.yml", "data: /ho" + "me/someone")).hasSize(1);
            assertThat(TidyRules.anyText("a.yml", "data: ./home/someone")).isEmpty();
        }
    }

    private static String name(Path file) {
        return Repository.root().relativize(file).toString().replace('\\', '/');
    }
}
