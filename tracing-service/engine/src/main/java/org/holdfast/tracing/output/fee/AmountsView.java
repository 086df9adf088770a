package org.holdfast.tracing.output.fee;

import java.util.Arrays;
import org.holdfast.primitives.TxId;
import org.holdfast.tracing.output.graph.GraphIndex;
import org.holdfast.tracing.output.graph.TransactionView;
import org.jspecify.annotations.Nullable;

/**
 * An artificial transaction of input and output amounts. A doctrine divides and joins parts of fees with it. Reused.
 */
public final class AmountsView implements TransactionView {
    private static final int FIRST_ROOM = 16;
    private static final int INPUTS = 0;
    private static final int OUTPUTS = 1;

    /** Running sums of inputs and outputs, starting with 0. */
    private final long[][] sums = {new long[FIRST_ROOM], new long[FIRST_ROOM]};

    private final int[] counts = new int[2];

    /** Removes all inputs and outputs. */
    public void clear() {
        Arrays.fill(counts, 0);
    }

    /** Adds an input; {@code value} in base units. */
    public void input(long value) {
        add(INPUTS, value);
    }

    /** Adds an output; {@code value} in base units. */
    public void output(long value) {
        add(OUTPUTS, value);
    }

    private void add(int side, long value) {
        int count = counts[side]++;
        if (count + 1 == sums[side].length) {
            sums[side] = Arrays.copyOf(sums[side], 2 * sums[side].length);
        }
        sums[side][count + 1] = Math.addExact(sums[side][count], value);
    }

    @Override
    public long position() {
        return GraphIndex.ABSENT;
    }

    @Override
    public TxId id() {
        throw new IllegalStateException("it stands in no block");
    }

    @Override
    public long height() {
        throw new IllegalStateException("it stands in no block");
    }

    @Override
    public boolean coinbase() {
        return false;
    }

    @Override
    public int inputCount() {
        return counts[INPUTS];
    }

    @Override
    public long inputSource(int input) {
        return GraphIndex.ABSENT;
    }

    @Override
    public int inputSourceOutput(int input) {
        return 0;
    }

    @Override
    public long inputValue(int input) {
        return sums[INPUTS][input + 1] - sums[INPUTS][input];
    }

    @Override
    public long inputSumBefore(int input) {
        return sums[INPUTS][input];
    }

    @Override
    public int outputCount() {
        return counts[OUTPUTS];
    }

    @Override
    public long outputValue(int output) {
        return sums[OUTPUTS][output + 1] - sums[OUTPUTS][output];
    }

    @Override
    public long outputSumBefore(int output) {
        return sums[OUTPUTS][output];
    }

    @Override
    public long spender(int output) {
        return GraphIndex.ABSENT;
    }

    @Override
    public int spenderInput(int output) {
        return 0;
    }

    @Override
    public @Nullable String outputAddress(int output) {
        return null;
    }

    @Override
    public boolean outputDestroys(int output) {
        return false;
    }
}
