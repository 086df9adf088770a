package org.holdfast.tracing.output.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.holdfast.primitives.ChainId;
import org.junit.jupiter.api.Test;

class CursorTest {
    @Test
    void readsWhatLoadedViewsSay() {
        var graph = new MemoryGraph(ChainId.BITCOIN_REGTEST);
        List<BlockContent> blocks = RandomChain.blocks(3, 12, 8);
        blocks.forEach(block -> graph.append(block, 0));
        long[] positions =
                LongStream.rangeClosed(1, graph.totals().transactions()).toArray();
        List<TransactionView> views = graph.load(positions);
        TransactionCursor cursor = graph.cursor();
        cursor.expect(positions, positions.length / 2);
        for (int i = 0; i < positions.length; i++) {
            cursor.moveTo(positions[i]);
            assertThat(text(cursor)).isEqualTo(text(views.get(i)));
        }
    }

    @Test
    void keysDifferWhereAddressesDo() {
        assertThat(AddressKey.of(null)).isEqualTo(AddressKey.NONE);
        assertThat(LongStream.range(0, 1_000)
                        .map(i -> AddressKey.of("a" + i))
                        .distinct()
                        .count())
                .isEqualTo(1_000);
        assertThat(AddressKey.of("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4")).isEqualTo(2200935375777055408L);
    }

    private static String text(TransactionView view) {
        var text = new StringBuilder().append(view.position()).append(view.id()).append(view.height());
        text.append(view.coinbase()).append(view.inputSumBefore(view.inputCount()));
        for (int i = 0; i < view.inputCount(); i++) {
            text.append('|').append(view.inputSource(i)).append(view.inputSourceOutput(i));
            text.append(view.inputValue(i)).append(',').append(view.inputSumBefore(i));
        }
        for (int j = 0; j < view.outputCount(); j++) {
            text.append('|').append(view.outputValue(j)).append(',').append(view.outputSumBefore(j));
            text.append(view.spender(j)).append(',').append(view.spenderInput(j));
            text.append(view.outputAddress(j)).append(view.outputDestroys(j)).append(view.outputAddressKey(j));
        }
        return text.toString();
    }
}
