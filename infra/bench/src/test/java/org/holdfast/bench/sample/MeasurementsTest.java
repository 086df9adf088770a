package org.holdfast.bench.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MeasurementsTest {
    private final Measurements found = new Measurements();

    @Test
    void aFigureIsTheMedianWithItsSpread() {
        for (long value : new long[] {9, 1, 5}) {
            found.count(Row.TRACE_FIFO, "c", "u", value);
        }
        var figure = found.figures().getFirst();
        assertThat(List.of(figure.median(), figure.min(), figure.max())).hasToString("[5, 1, 9]");
        assertThat(figure.samples()).isEqualTo(3);
        assertThat(Measurements.median(List.of(4L, 1L, 3L, 2L))).isEqualTo(3);
    }

    @Test
    void unitsAreComputedFromIntegers() {
        found.rate(Row.IMPORT_CHECK, "c", "blocks", 7, 2_000_000_000L);
        found.millis(Row.TRACE_FIFO, "c", 1_234_567);
        found.ratio(Row.INDEX_DISK, "c", "bytes/output", 1, 3);
        assertThat(found.figures().stream().map(f -> f.median() + " " + f.unit()))
                .containsExactly("3 blocks/s", "1.235 ms", "0.33 bytes/output");
    }
}
