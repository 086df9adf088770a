package org.holdfast.testkit.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every error code that code gives out is explained in docs/reference/errors, and nothing else is. */
class ErrorCodesTest {
    private static final Pattern IN_CODE =
            Pattern.compile("(?:new InputFault|fault)\\(\\s*\"([a-z0-9-]+(?:\\.[a-z0-9-]+){2})\"");
    private static final Pattern IN_DOCS = Pattern.compile("^\\| `([a-z0-9.-]+)` \\|", Pattern.MULTILINE);

    @Test
    void codeAndReferenceNameTheSameErrors() throws Exception {
        var inCode = new TreeSet<String>();
        for (Path file : Repository.files(".java")) {
            if (file.toString().contains("/src/main/")) {
                inCode.addAll(matches(IN_CODE, Files.readString(file)));
            }
        }
        var inDocs = new TreeSet<String>();
        for (Path file : Repository.files(".md")) {
            if (file.toString().contains("/docs/reference/errors/")) {
                inDocs.addAll(matches(IN_DOCS, Files.readString(file)));
            }
        }
        assertThat(inCode).isNotEmpty().isEqualTo(inDocs);
    }

    @Test
    void aCodeIsFoundWhereverTheFormatterBreaksTheLine() {
        assertThat(matches(IN_CODE, "throw new InputFaultException(new InputFault(\n        \"a.b-c.d\",\n \"what\""))
                .containsExactly("a.b-c.d");
        assertThat(matches(IN_DOCS, "| `a.b-c.d` | x | y |\n")).containsExactly("a.b-c.d");
    }

    private static Set<String> matches(Pattern pattern, String text) {
        var found = new TreeSet<String>();
        pattern.matcher(text).results().forEach(m -> found.add(m.group(1)));
        return found;
    }
}
