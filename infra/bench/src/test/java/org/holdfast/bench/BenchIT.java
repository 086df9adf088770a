package org.holdfast.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.holdfast.bench.graph.IndexRun;
import org.holdfast.bench.sample.Row;
import org.holdfast.tracing.question.Policy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The quick mode against real servers. What things take is never asserted, only what was done. */
class BenchIT {
    @TempDir
    Path folder;

    @Test
    void theQuickModeMeasuresEveryRowAndCountsTheSameEverywhere() throws Exception {
        var out = new StringWriter();
        var err = new StringWriter();
        int exit = Bench.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute("--quick", "--output", "json", "--scratch", folder.toString());
        assertThat(exit).as(err.toString()).isZero();
        JsonNode report = JsonMapper.builder().build().readTree(out.toString());

        JsonNode chain = report.path("chains").get(0);
        // Genesis, 101 blocks until the first coinbase may be spent, one with all 2000; a coinbase in each.
        assertThat(chain.path("blocks").asLong()).isEqualTo(103);
        assertThat(chain.path("transactions").asLong()).isEqualTo(2_103);

        var rows = new ArrayList<String>();
        for (JsonNode figure : report.path("figures")) {
            rows.add(figure.path("row").asString());
            BigDecimal median = figure.path("median").decimalValue();
            assertThat(median)
                    .as(figure.toString())
                    .isBetween(
                            figure.path("min").decimalValue(),
                            figure.path("max").decimalValue());
            assertThat(figure.path("unit").asString()).isNotBlank();
        }
        assertThat(rows).containsAll(Arrays.stream(Row.values()).map(Row::id).toList());

        assertThat(median(report, "trace.poison", "transactions visited"))
                .isGreaterThan(BigDecimal.ONE)
                .isEqualTo(median(report, "trace.reach.peer", "transactions visited"));
        assertThat(units(report, "import.whole")).containsExactly("transactions/s", "blocks/s");
        assertThat(units(report, "index.disk")).containsExactly("bytes/output", "bytes/transaction");
        assertThat(units(report, "trace.fifo")).containsExactly("ms", "transactions visited");
        assertThat(report.path("notes").toString()).contains("real blocks were left out");
        try (var left = Files.list(folder)) {
            assertThat(left).as("files in the scratch folder").isEmpty();
        }
    }

    @Test
    void theEngineFindsTheSameOnEveryStoreAndSaysWhatEachTakes() throws Exception {
        var out = new StringWriter();
        var err = new StringWriter();
        int exit = Bench.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute("--engine", "10000", "--runs", "1", "--scratch", folder.toString());
        assertThat(exit).as(err.toString()).isZero();

        List<String> rows = out.toString().lines().toList();
        for (String store : List.of("index", "RocksDB", "LMDB", "PostgreSQL")) {
            assertThat(rows).as(out.toString()).anyMatch(row -> row.startsWith("| " + store + " | "));
        }
        for (Policy policy : Policy.values()) {
            // The index alone, the most that waited, all stores.
            assertThat(rows)
                    .filteredOn(row -> row.startsWith("| " + policy.word() + " | "))
                    .hasSize(3);
        }
        // Both are of two stores that count what they reach.
        for (String traces : List.of("small traces", "large traces")) {
            for (String what : List.of("poison, balanced", "only counted, as the queries do")) {
                assertThat(rows)
                        .anyMatch(row -> row.matches("\\| " + traces + ": " + what + " \\|.*\\| [1-9][0-9,]* \\|"));
            }
        }
        try (var left = Files.list(folder)) {
            assertThat(left).as("files in the scratch folder").isEmpty();
        }
    }

    @Test
    void theAccountIndexAndItsPeerGiveTheSame() throws Exception {
        var out = new StringWriter();
        var err = new StringWriter();
        int exit = Bench.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute("--accounts", "10000", "--runs", "1", "--scratch", folder.toString());
        assertThat(exit).as(err.toString()).isZero();

        List<String> rows = out.toString().lines().toList();
        for (String row : List.of("index", "RocksDB", "fifo", "pro-rata", "poison", "lowest-balance")) {
            assertThat(rows).as(out.toString()).anyMatch(line -> line.startsWith("| " + row + " | "));
        }
        // Movements were read on both, and as many ends were found.
        assertThat(rows).anyMatch(row -> row.matches("\\| poison \\|.*\\| [1-9][0-9,]* \\| [1-9][0-9,]* \\|"));
        try (var left = Files.list(folder)) {
            assertThat(left).as("files in the scratch folder").isEmpty();
        }
    }

    @Test
    void theIndexIsLoadedKilledOpenedAndFoundSound() throws Exception {
        String home = System.getProperty("holdfast.home", "../..");
        System.setProperty("holdfast.home", folder.toString());
        try {
            IndexRun.main(new String[] {"20000", "1"});
        } finally {
            System.setProperty("holdfast.home", home);
        }
        try (var left = Files.list(folder.resolve("run"))) {
            assertThat(left).as("files in the scratch folder").isEmpty();
        }
    }

    @Test
    void refusesANumberOfRunsThatIsNone() {
        var err = new StringWriter();
        int exit = Bench.commandLine().setErr(new PrintWriter(err)).execute("--runs", "-1");
        assertThat(exit).isEqualTo(2);
        assertThat(err.toString()).contains("runs and traces are 1 to 100");
    }

    private static BigDecimal median(JsonNode report, String row, String unit) {
        for (JsonNode figure : report.path("figures")) {
            if (figure.path("row").asString().equals(row)
                    && figure.path("unit").asString().equals(unit)) {
                return figure.path("median").decimalValue();
            }
        }
        throw new AssertionError("no figure for " + row + " in " + unit);
    }

    private static List<String> units(JsonNode report, String row) {
        var units = new ArrayList<String>();
        for (JsonNode figure : report.path("figures")) {
            if (figure.path("row").asString().equals(row)) {
                units.add(figure.path("unit").asString());
            }
        }
        return units;
    }
}
