package org.holdfast.testkit.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every row of the table of states names its tests, and each of them is there. */
class StatesTest {
    private static final int ROWS_MIN = 40;
    private static final Pattern ROW =
            Pattern.compile("^\\|.*\\| [0-9] \\|.*\\| (`\\w+\\.\\w+`(?: `\\w+\\.\\w+`)*) \\|$", Pattern.MULTILINE);
    private static final Pattern NAME = Pattern.compile("`(\\w+)\\.(\\w+)`");
    private static final Pattern ANY_ROW = Pattern.compile("^\\|.*\\| [0-9] \\|.*\\|$", Pattern.MULTILINE);

    @Test
    void everyStateHasATest() throws Exception {
        String table = Repository.text("docs/reference/states.md");
        var tests = new TreeMap<String, String>();
        for (Path file : Repository.files(".java")) {
            if (file.toString().contains("/src/test/")) {
                tests.put(file.getFileName().toString().replace(".java", ""), Files.readString(file));
            }
        }
        assertThat(missing(table, tests)).isEmpty();
        assertThat(ANY_ROW.matcher(table).results().count())
                .isEqualTo(ROW.matcher(table).results().count())
                .isGreaterThanOrEqualTo(ROWS_MIN);
    }

    @Test
    void aRowWithoutItsTestIsSeen() {
        String table = """
                | a state | `x` | 3 | - | `ATest.there` `BTest.gone` |
                | another | `y` | 0 | - | `ATest.gone` |
                """;
        assertThat(missing(table, Map.of("ATest", "void there() {"))).containsExactly("BTest.gone", "ATest.gone");
    }

    private static List<String> missing(String table, Map<String, String> tests) {
        var missing = new ArrayList<String>();
        ROW.matcher(table)
                .results()
                .flatMap(row -> NAME.matcher(row.group(1)).results())
                .forEach(test -> {
                    if (!tests.getOrDefault(test.group(1), "").contains("void " + test.group(2) + "(")) {
                        missing.add(test.group(1) + "." + test.group(2));
                    }
                });
        return missing;
    }
}
