package org.holdfast.bench.graph;

import static org.assertj.core.api.Assertions.assertThat;

import org.holdfast.tracing.output.graph.BlockContent;
import org.junit.jupiter.api.Test;

class PowerLawChainTest {
    private static final long SEED = 7;

    @Test
    void hasAsManyInputsAndOutputsAsTheMeasuredChain() {
        long transactions = 0;
        long inputs = 0;
        long outputs = 0;
        var chain = new PowerLawChain(SEED, 1_000_000);
        while (chain.hasNext()) {
            for (BlockContent.Transaction transaction : chain.next().transactions()) {
                transactions++;
                inputs += transaction.inputs().size();
                outputs += transaction.outputs().size();
            }
        }
        assertThat(transactions).isEqualTo(1_000_000);
        assertThat(inputs * 100 / transactions).isBetween(225L, 235L);
        assertThat(outputs * 100 / transactions).isBetween(265L, 275L);
    }

    @Test
    void isTheSameFromTheSameSeed() {
        var first = new PowerLawChain(SEED, 10_000);
        var second = new PowerLawChain(SEED, 10_000);
        while (first.hasNext()) {
            assertThat(second.next()).isEqualTo(first.next());
        }
        assertThat(second.hasNext()).isFalse();
        assertThat(new PowerLawChain(SEED + 1, 10_000).next()).isNotEqualTo(new PowerLawChain(SEED, 10_000).next());
    }
}
