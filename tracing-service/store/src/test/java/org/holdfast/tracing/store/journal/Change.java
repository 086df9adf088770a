package org.holdfast.tracing.store.journal;

import java.math.BigInteger;
import org.holdfast.tracing.output.graph.GraphTotals;

/** Counts and sums of what one change adds. */
final class Change {
    private final long blocks;
    private long transactions;
    private long inputs;
    private long outputs;
    private long unspent;
    private BigInteger sum = BigInteger.ZERO;
    private BigInteger unspentSum = BigInteger.ZERO;
    private long unknownInputs;

    Change(long blocks) {
        this.blocks = blocks;
    }

    void made(Node node) {
        transactions++;
        inputs += node.sources.length;
        outputs += node.outputs();
        unspent += node.outputs();
        BigInteger paid = BigInteger.valueOf(node.outputSums[node.outputs()]);
        sum = sum.add(paid);
        unspentSum = unspentSum.add(paid);
    }

    void spent(long value) {
        unspent--;
        unspentSum = unspentSum.subtract(BigInteger.valueOf(value));
    }

    void forget(Node overwritten) {
        for (int i = 0; i < overwritten.outputs(); i++) {
            spent(overwritten.outputValue(i));
        }
    }

    GraphTotals appliedTo(GraphTotals before) {
        return new GraphTotals(
                before.blocks() + blocks,
                before.transactions() + transactions,
                before.inputs() + inputs,
                before.outputs() + outputs,
                before.unspentOutputs() + unspent,
                before.outputSum().add(sum),
                before.unspentSum().add(unspentSum),
                before.unknownInputs() + unknownInputs);
    }

    void unknownInput() {
        unknownInputs++;
    }
}
