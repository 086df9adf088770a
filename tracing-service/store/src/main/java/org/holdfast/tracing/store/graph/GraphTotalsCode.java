package org.holdfast.tracing.store.graph;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import org.holdfast.tracing.output.graph.GraphTotals;
import org.holdfast.tracing.store.frame.TotalsCode;

/** Six counts of eight bytes, two sums of sixteen, big endian. */
final class GraphTotalsCode implements TotalsCode<GraphTotals> {
    private static final int SUM_BYTES = 16;

    @Override
    public GraphTotals none() {
        return GraphTotals.NONE;
    }

    @Override
    public void write(GraphTotals totals, ByteBuffer out) {
        out.putLong(totals.blocks()).putLong(totals.transactions());
        out.putLong(totals.inputs()).putLong(totals.outputs());
        out.putLong(totals.unspentOutputs()).putLong(totals.unknownInputs());
        putSum(out, totals.outputSum());
        putSum(out, totals.unspentSum());
    }

    @Override
    public GraphTotals read(ByteBuffer in) {
        long blocks = in.getLong();
        long transactions = in.getLong();
        long inputs = in.getLong();
        long outputs = in.getLong();
        long unspent = in.getLong();
        long unknown = in.getLong();
        return new GraphTotals(blocks, transactions, inputs, outputs, unspent, sum(in), sum(in), unknown);
    }

    private static void putSum(ByteBuffer out, BigInteger sum) {
        byte[] magnitude = sum.toByteArray();
        byte[] fixed = new byte[SUM_BYTES];
        if (sum.signum() < 0 || magnitude.length > SUM_BYTES) {
            throw new IllegalStateException("a sum of " + sum + " does not fit into 128 bits");
        }
        System.arraycopy(magnitude, 0, fixed, SUM_BYTES - magnitude.length, magnitude.length);
        out.put(fixed);
    }

    private static BigInteger sum(ByteBuffer in) {
        byte[] fixed = new byte[SUM_BYTES];
        in.get(fixed);
        return new BigInteger(1, fixed);
    }
}
