package org.holdfast.bench.sample;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All that was measured, in the order in which it came first; a figure is the median of its samples. */
public final class Measurements {
    private static final BigDecimal NANOS_PER_SECOND = BigDecimal.valueOf(1_000_000_000L);
    private static final int MILLIS_DIGITS = 3;
    private static final int RATIO_DIGITS = 2;

    /** One line of the table. */
    public record Figure(
            Row row, String chain, String unit, BigDecimal median, BigDecimal min, BigDecimal max, int samples) {}

    private record Key(Row row, String chain, String unit) {}

    private final Map<Key, List<BigDecimal>> samples = new LinkedHashMap<>();

    public void add(Row row, String chain, String unit, BigDecimal value) {
        samples.computeIfAbsent(new Key(row, chain, unit), key -> new ArrayList<>())
                .add(value);
    }

    public void count(Row row, String chain, String unit, long value) {
        add(row, chain, unit, BigDecimal.valueOf(value));
    }

    /** Units of work in a second, cut to an integer. */
    public void rate(Row row, String chain, String unit, long work, long nanos) {
        add(
                row,
                chain,
                unit + "/s",
                BigDecimal.valueOf(work)
                        .multiply(NANOS_PER_SECOND)
                        .divide(BigDecimal.valueOf(nanos), 0, RoundingMode.DOWN));
    }

    public void millis(Row row, String chain, long nanos) {
        add(row, chain, "ms", BigDecimal.valueOf(nanos, 6).setScale(MILLIS_DIGITS, RoundingMode.HALF_UP));
    }

    /** A share of one long in another, to two digits. */
    public void ratio(Row row, String chain, String unit, long part, long whole) {
        add(
                row,
                chain,
                unit,
                BigDecimal.valueOf(part).divide(BigDecimal.valueOf(whole), RATIO_DIGITS, RoundingMode.HALF_UP));
    }

    public List<Figure> figures() {
        var figures = new ArrayList<Figure>();
        samples.forEach((key, values) -> {
            List<BigDecimal> sorted = values.stream().sorted().toList();
            figures.add(new Figure(
                    key.row(),
                    key.chain(),
                    key.unit(),
                    sorted.get(sorted.size() / 2),
                    sorted.getFirst(),
                    sorted.getLast(),
                    sorted.size()));
        });
        return figures;
    }

    /** The middle one; of an even count the later of the two in the middle, so that it is one that was measured. */
    public static long median(List<Long> values) {
        List<Long> sorted = values.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }
}
