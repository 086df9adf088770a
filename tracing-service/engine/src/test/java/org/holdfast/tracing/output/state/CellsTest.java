package org.holdfast.tracing.output.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CellsTest {
    @Test
    void keepsWhatIsHeldAndUsesAgainWhatWasGivenBack() {
        var random = new Random(4);
        var cells = new Cells(3);
        Map<Integer, Long> held = new HashMap<>();
        int most = 0;
        for (int i = 0; i < 200_000; i++) {
            if (held.isEmpty() || random.nextInt(5) < 3 - i / 100_000) {
                int cell = cells.take();
                assertThat(held).doesNotContainKey(cell);
                for (int word = 0; word < 3; word++) {
                    cells.set(cell, word, i + word);
                }
                held.put(cell, (long) i);
                most = Math.max(most, held.size());
            } else {
                int cell = held.keySet().iterator().next();
                long value = Objects.requireNonNull(held.remove(cell));
                for (int word = 0; word < 3; word++) {
                    assertThat(cells.get(cell, word)).isEqualTo(value + word);
                }
                cells.give(cell);
            }
        }
        assertThat(cells.made()).isEqualTo(most);
        assertThat(cells.bytes()).isLessThan(24L * most + 2 * 24 * 1_024);
    }
}
