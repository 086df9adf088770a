package org.holdfast.testkit.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MethodLengthsTest {
    @Test
    void noMethodOfTheRepositoryIsTooLong() throws Exception {
        assertThat(MethodLengths.tooLong(Repository.files(".java"))).isEmpty();
    }

    @Test
    void catchesAMethodOneLineTooLong(@TempDir Path folder) throws Exception {
        Path fits = folder.resolve("Fits.java");
        Path exceeds = folder.resolve("Exceeds.java");
        Files.writeString(fits, source("Fits", MethodLengths.LINES_MAX));
        Files.writeString(exceeds, source("Exceeds", MethodLengths.LINES_MAX + 1));
        assertThat(MethodLengths.tooLong(List.of(fits, exceeds)))
                .singleElement()
                .asString()
                .contains("Exceeds.java:2", "method run", "61 lines");
    }

    private static String source(String name, int lines) {
        return "class " + name + " {\n    void run() {\n" + "        ;\n".repeat(lines - 2) + "    }\n}\n";
    }
}
