package org.holdfast.testkit.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class PlainEnglishTest {
    @Test
    void commentsAndDocumentsNameTheThing() throws Exception {
        var findings = new ArrayList<String>();
        for (Path file : Repository.files(".java", ".proto", ".yaml", ".properties", ".sql")) {
            findings.addAll(PlainEnglish.ofComments(name(file), Files.readString(file)));
        }
        for (Path file : Repository.files(".md")) {
            findings.addAll(PlainEnglish.ofProse(name(file), Files.readString(file)));
        }
        findings.removeIf(finding -> finding.contains("PlainEnglish"));
        assertThat(findings).isEmpty();
    }

    @Test
    void catchesAPhraseThatHidesTheNoun() {
        assertThat(PlainEnglish.ofComments("A.java", "/** Asks whoever holds it. */\nint a;"))
                .containsExactly("A.java:1: 'whoever': name the thing or the place");
        assertThat(PlainEnglish.ofComments("A.java", "    int a; // the byte behind it"))
                .hasSize(1);
        assertThat(PlainEnglish.ofProse("a.md", "The index goes on.\n")).hasSize(1);
    }

    @Test
    void letsCodeAndTheFieldsWordsPass() {
        assertThat(PlainEnglish.ofComments("A.java", "String name = \"nobody\";"))
                .isEmpty();
        assertThat(PlainEnglish.ofProse("a.md", "The index is 9 records behind the topic.\n"))
                .isEmpty();
    }

    private static String name(Path file) {
        return Repository.root().relativize(file).toString();
    }
}
