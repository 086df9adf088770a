package org.holdfast.tracing.store.graph.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Random;
import org.holdfast.primitives.Hash256;
import org.holdfast.primitives.TxId;
import org.holdfast.tracing.output.graph.BlockContent;
import org.holdfast.tracing.store.frame.file.RecordFile;
import org.junit.jupiter.api.Test;

/** Records of every size, short and long, read as they were written. */
class RecordFormatTest {
    private static final int CASES = 4_000;
    private static final long POSITION = 1L << 40;

    @Test
    void readsWhatWasWritten() {
        var random = new Random(9);
        var writer = new RecordWriter(true);
        var reader = new RecordReader(true);
        int brief = 0;
        for (int i = 0; i < CASES; i++) {
            var sources = new RecordWriter.Sources();
            BlockContent.Transaction transaction = transaction(random);
            long[] inputs = inputs(random, transaction, sources);
            long namesake = random.nextInt(20) == 0 ? 1 + random.nextInt(100_000) : 0;
            int words = writer.write(transaction, POSITION, sources, namesake);
            MemorySegment segment = MemorySegment.ofArray(new long[words + 1]);
            MemorySegment.copy(MemorySegment.ofArray(writer.buffer()), 0, segment, 0, 8L * words);
            reader.stand(segment, 0, POSITION);
            assertThat(reader.words()).isEqualTo(words);
            assertThat(reader.namesake()).isEqualTo(namesake);
            assertThat(reader.id()).isEqualTo(transaction.id());
            assertThat(reader.hasId(transaction.id().hash())).isTrue();
            assertThat(reader.hasId(new Hash256(transaction.id().hash().w0() ^ 1L << random.nextInt(64), 0, 0, 0)))
                    .isFalse();
            assertThat(reader.coinbase()).isEqualTo(transaction.coinbase());
            checkInputs(reader, sources, inputs);
            checkOutputs(reader, transaction);
            brief += RecordFormat.isShort(segment.get(RecordFile.LONG, 0)) ? 1 : 0;
        }
        assertThat(brief).isBetween(CASES / 4, 3 * CASES / 4);
    }

    private static BlockContent.Transaction transaction(Random random) {
        int most = random.nextInt(10) == 0 ? 5_000 : 20;
        var outputs = new ArrayList<BlockContent.Output>();
        for (int i = 1 + random.nextInt(most); i > 0; i--) {
            long value = random.nextLong() >>> (20 + random.nextInt(40));
            outputs.add(new BlockContent.Output(value, address(random), random.nextInt(30) == 0));
        }
        var id = new TxId(new Hash256(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong()));
        return new BlockContent.Transaction(id, random.nextInt(5) == 0, new ArrayList<>(), outputs);
    }

    private static String address(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> "";
            case 1 -> "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4";
            case 2 -> "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa";
            default -> "x".repeat(random.nextInt(100));
        };
    }

    /** Per input its value, or -1; the inputs pay for the outputs and a fee where all are known. */
    private static long[] inputs(Random random, BlockContent.Transaction transaction, RecordWriter.Sources sources) {
        int count = transaction.coinbase() ? 0 : 1 + random.nextInt(random.nextInt(10) == 0 ? 5_000 : 20);
        long[] values = new long[count];
        sources.begin(count);
        long left = transaction.outputs().stream()
                .mapToLong(BlockContent.Output::value)
                .sum();
        boolean some = random.nextInt(4) == 0;
        for (int i = 0; i < count; i++) {
            if (some && random.nextInt(3) == 0) {
                sources.unknown(i);
                values[i] = -1;
                continue;
            }
            values[i] = i == count - 1 ? left + (random.nextLong() >>> (20 + random.nextInt(44))) : left / 3;
            left -= i == count - 1 ? left : left / 3;
            sources.known(
                    i,
                    POSITION - (1 + (random.nextLong() >>> (25 + random.nextInt(30)))),
                    1 + random.nextInt(most(random)),
                    values[i]);
        }
        return values;
    }

    private static int most(Random random) {
        return random.nextInt(50) == 0 ? 1 << 19 : 300;
    }

    private static void checkInputs(RecordReader reader, RecordWriter.Sources sources, long[] values) {
        assertThat(reader.inputCount()).isEqualTo(values.length);
        long sum = 0;
        int known = 0;
        for (int i = 0; i < values.length; i++) {
            assertThat(reader.source(i)).isEqualTo(values[i] < 0 ? 0 : sources.position(i));
            known = known == i && values[i] >= 0 ? i + 1 : known;
        }
        assertThat(reader.knownInputs()).isEqualTo(known);
        for (int i = 0; i < known; i++) {
            assertThat(reader.inputSum(i)).isEqualTo(sum);
            sum += values[i];
        }
        assertThat(reader.inputSum(known)).isEqualTo(sum);
    }

    private static void checkOutputs(RecordReader reader, BlockContent.Transaction transaction) {
        assertThat(reader.outputCount()).isEqualTo(transaction.outputs().size());
        for (int j = 0; j < reader.outputCount(); j++) {
            BlockContent.Output output = transaction.outputs().get(j);
            assertThat(reader.outputValue(j)).isEqualTo(output.value());
            assertThat(reader.outputDestroys(j)).isEqualTo(output.destroys());
            assertThat(reader.outputAddress(j)).isEqualTo(output.address().isEmpty() ? null : output.address());
            assertThat(reader.slotAt(j)).isEqualTo(Slot.UNSPENT);
        }
    }
}
