package org.holdfast.bench.graph;

import java.nio.ByteBuffer;
import org.holdfast.tracing.output.graph.GraphIndex;
import org.holdfast.tracing.output.graph.TransactionView;
import org.holdfast.tracing.store.graph.record.RecordReader;
import org.jspecify.annotations.Nullable;

/** A record and its spends: output number (4 bytes), then ordinal and input of the spender (8 bytes). */
final class PeerView extends RecordReader implements TransactionView {
    private static final int SPEND_BYTES = 12;
    private static final int INPUT_BITS = 20;

    private final byte @Nullable [] spends;

    PeerView(byte @Nullable [] spends) {
        super(false);
        this.spends = spends;
    }

    @Override
    public long height() {
        return 0;
    }

    @Override
    public long inputSource(int input) {
        return source(input) == 0 ? GraphIndex.ABSENT : source(input);
    }

    @Override
    public int inputSourceOutput(int input) {
        return source(input) == 0 ? 0 : sourceOutput(input);
    }

    @Override
    public long inputValue(int input) {
        return input < knownInputs() ? inputSum(input + 1) - inputSum(input) : UNKNOWN;
    }

    @Override
    public long inputSumBefore(int input) {
        return input <= knownInputs() ? inputSum(input) : UNKNOWN;
    }

    @Override
    public long spender(int output) {
        long slot = slot(output);
        return slot == 0 ? GraphIndex.ABSENT : slot >>> INPUT_BITS;
    }

    @Override
    public int spenderInput(int output) {
        return (int) slot(output) & (1 << INPUT_BITS) - 1;
    }

    private long slot(int output) {
        if (spends == null) {
            return 0;
        }
        var in = ByteBuffer.wrap(spends);
        for (int at = 0; at < spends.length; at += SPEND_BYTES) {
            if (in.getInt(at) == output) {
                return in.getLong(at + Integer.BYTES);
            }
        }
        return 0;
    }
}
