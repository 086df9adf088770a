package org.holdfast.tracing.exact;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Few and many remainders, alike and unlike, against sorting all of them. */
class LargestRemainderTest {
    @Test
    void raisesTheLargestAndOfEqualOnesTheEarlier() {
        var random = new Random(3);
        for (int round = 0; round < 400; round++) {
            int count = 1 + random.nextInt(round % 20 == 0 ? 20_000 : 60);
            int kinds = random.nextInt(3);
            long[] remainders = IntStream.range(0, count)
                    .mapToLong(i -> kinds == 0
                            ? random.nextLong()
                            : kinds == 1 ? random.nextInt(5) : -1L - random.nextInt(5) * (1L << random.nextInt(60)))
                    .toArray();
            int missing = random.nextInt(count + 1);
            boolean[] up = new boolean[count + 2];
            up[0] = true;
            up[count + 1] = true;
            LargestRemainder.raise(remainders, count, missing, up);
            boolean[] expected = new boolean[count + 2];
            expected[count + 1] = true;
            IntStream.range(0, count)
                    .boxed()
                    .sorted(Comparator.<Integer, Long>comparing(
                                    i -> remainders[i], (one, other) -> Long.compareUnsigned(other, one))
                            .thenComparing(i -> i))
                    .limit(missing)
                    .forEach(i -> expected[i] = true);
            assertThat(up).as("%s of %s", missing, count).isEqualTo(expected);
        }
    }
}
