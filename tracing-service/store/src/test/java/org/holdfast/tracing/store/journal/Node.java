package org.holdfast.tracing.store.journal;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLongArray;
import org.holdfast.primitives.TxId;
import org.holdfast.tracing.output.graph.GraphIndex;
import org.holdfast.tracing.output.graph.TransactionView;
import org.jspecify.annotations.Nullable;

/** One transaction in memory. Only the spender slots change after it is linked: each from absent to one spender. */
final class Node {
    private static final int INPUT_BITS = 20;
    private static final long INPUT_MASK = (1L << INPUT_BITS) - 1;

    final TxId id;
    final long position;
    final long height;
    final boolean coinbase;
    final @Nullable Node[] sources;
    final int[] sourceOutputs;
    /** Running sums of the inputs as far as they are known; one entry more than there are known inputs in front. */
    final long[] inputSums;

    final long[] outputSums;
    final String[] addresses;
    final boolean[] destroys;
    /**
     * Spender position and input in one word; {@link GraphIndex#ABSENT} or {@link TransactionView#OVERWRITTEN} else.
     */
    private final AtomicLongArray spenders;

    Node(
            TxId id,
            long position,
            long height,
            boolean coinbase,
            @Nullable Node[] sources,
            int[] sourceOutputs,
            long[] outputSums,
            String[] addresses,
            boolean[] destroys) {
        this.id = id;
        this.position = position;
        this.height = height;
        this.coinbase = coinbase;
        this.sources = sources;
        this.sourceOutputs = sourceOutputs;
        this.inputSums = runningSums(sources, sourceOutputs);
        this.outputSums = outputSums;
        this.addresses = addresses;
        this.destroys = destroys;
        this.spenders = new AtomicLongArray(addresses.length);
        for (int i = 0; i < addresses.length; i++) {
            spenders.set(i, GraphIndex.ABSENT);
        }
    }

    private static long[] runningSums(@Nullable Node[] sources, int[] sourceOutputs) {
        long[] sums = new long[sources.length + 1];
        for (int i = 0; i < sources.length; i++) {
            Node source = sources[i];
            if (source == null) {
                return Arrays.copyOf(sums, i + 1);
            }
            sums[i + 1] = Math.addExact(sums[i], source.outputValue(sourceOutputs[i]));
        }
        return sums;
    }

    int outputs() {
        return addresses.length;
    }

    long outputValue(int output) {
        return outputSums[output + 1] - outputSums[output];
    }

    long spender(int output) {
        long slot = spenders.get(output);
        return slot < 0 ? slot : slot >>> INPUT_BITS;
    }

    int spenderInput(int output) {
        long slot = spenders.get(output);
        return slot < 0 ? 0 : (int) (slot & INPUT_MASK);
    }

    void spend(int output, long byPosition, int byInput) {
        if (byInput > INPUT_MASK) {
            throw new IllegalStateException("an input number beyond " + INPUT_MASK);
        }
        spenders.set(output, (byPosition << INPUT_BITS) | byInput);
    }

    void unspend(int output) {
        spenders.set(output, GraphIndex.ABSENT);
    }

    void overwrite(boolean overwritten) {
        for (int i = 0; i < outputs(); i++) {
            spenders.set(i, overwritten ? TransactionView.OVERWRITTEN : GraphIndex.ABSENT);
        }
    }

    boolean whollyUnspent() {
        for (int i = 0; i < outputs(); i++) {
            if (spenders.get(i) != GraphIndex.ABSENT) {
                return false;
            }
        }
        return true;
    }
}
