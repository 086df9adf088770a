package org.holdfast.bench;

import java.io.PrintWriter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.holdfast.bench.sample.Measurements;
import tools.jackson.databind.json.JsonMapper;

/** The figures as a table or as JSON. */
final class Report {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final List<String> HEAD = List.of("row", "chain", "median", "min", "max", "unit", "samples");
    /** Columns that are set to the right. */
    private static final List<String> NUMBERS = List.of("median", "min", "max", "samples");

    private final List<SourceChain> chains;
    private final List<Measurements.Figure> figures;
    private final List<String> notes;

    Report(List<SourceChain> chains, List<Measurements.Figure> figures, List<String> notes) {
        this.chains = List.copyOf(chains);
        this.figures = List.copyOf(figures);
        this.notes = List.copyOf(notes);
    }

    void table(PrintWriter out) {
        for (SourceChain chain : chains) {
            out.println("%s: %d blocks, %d transactions, %d inputs, %d outputs, %d bytes; seed %s"
                    .formatted(
                            chain.name(),
                            chain.counts().blocks(),
                            chain.counts().transactions(),
                            chain.counts().inputs(),
                            chain.counts().outputs(),
                            chain.bytes(),
                            chain.seed()));
        }
        out.println();
        List<List<String>> lines = Stream.concat(
                        Stream.of(HEAD), figures.stream().map(Report::cells))
                .toList();
        for (List<String> line : lines) {
            var text = new StringBuilder();
            for (int column = 0; column < HEAD.size(); column++) {
                String pad = " ".repeat(width(lines, column) - line.get(column).length());
                boolean right = NUMBERS.contains(HEAD.get(column));
                text.append(right ? pad + line.get(column) : line.get(column) + pad)
                        .append("  ");
            }
            out.println(text.toString().stripTrailing());
        }
        out.println();
        figures.stream()
                .map(Measurements.Figure::row)
                .distinct()
                .forEach(row -> out.println(row.id() + ": " + row.text()));
        notes.forEach(note -> out.println("note: " + note));
        out.flush();
    }

    /** One object; figures are numbers with all their digits. */
    void json(PrintWriter out) {
        var root = JSON.createObjectNode();
        var sources = root.putArray("chains");
        for (SourceChain chain : chains) {
            sources.addObject()
                    .put("chain", chain.name())
                    .put("blocks", chain.counts().blocks())
                    .put("transactions", chain.counts().transactions())
                    .put("inputs", chain.counts().inputs())
                    .put("outputs", chain.counts().outputs())
                    .put("bytes", chain.bytes())
                    .put("seed", chain.seed().toString());
        }
        var rows = root.putArray("figures");
        for (Measurements.Figure figure : figures) {
            rows.addObject()
                    .put("row", figure.row().id())
                    .put("chain", figure.chain())
                    .put("unit", figure.unit())
                    .put("median", figure.median())
                    .put("min", figure.min())
                    .put("max", figure.max())
                    .put("samples", figure.samples());
        }
        var said = root.putArray("notes");
        notes.forEach(said::add);
        out.println(root);
        out.flush();
    }

    private static List<String> cells(Measurements.Figure figure) {
        var cells = new ArrayList<String>();
        cells.add(figure.row().id());
        cells.add(figure.chain());
        for (BigDecimal value : List.of(figure.median(), figure.min(), figure.max())) {
            cells.add(value.toPlainString());
        }
        cells.add(figure.unit());
        cells.add(Integer.toString(figure.samples()));
        return cells;
    }

    private static int width(List<List<String>> lines, int column) {
        return lines.stream().mapToInt(line -> line.get(column).length()).max().orElse(0);
    }
}
