package org.holdfast.tracing.store.journal;

import org.holdfast.primitives.TxId;
import org.holdfast.tracing.output.graph.GraphIndex;
import org.holdfast.tracing.output.graph.TransactionView;
import org.jspecify.annotations.Nullable;

/** A transaction as a snapshot sees it: spenders that came later are not there. */
record NodeView(Node node, long lastPosition) implements TransactionView {
    @Override
    public long position() {
        return node.position;
    }

    @Override
    public TxId id() {
        return node.id;
    }

    @Override
    public long height() {
        return node.height;
    }

    @Override
    public boolean coinbase() {
        return node.coinbase;
    }

    @Override
    public int inputCount() {
        return node.sources.length;
    }

    @Override
    public long inputSource(int input) {
        Node source = node.sources[input];
        return source == null ? GraphIndex.ABSENT : source.position;
    }

    @Override
    public int inputSourceOutput(int input) {
        return node.sources[input] == null ? 0 : node.sourceOutputs[input];
    }

    @Override
    public long inputValue(int input) {
        Node source = node.sources[input];
        return source == null ? UNKNOWN : source.outputValue(node.sourceOutputs[input]);
    }

    @Override
    public long inputSumBefore(int input) {
        return input < node.inputSums.length ? node.inputSums[input] : UNKNOWN;
    }

    @Override
    public int outputCount() {
        return node.outputs();
    }

    @Override
    public long outputValue(int output) {
        return node.outputValue(output);
    }

    @Override
    public long outputSumBefore(int output) {
        return node.outputSums[output];
    }

    @Override
    public long spender(int output) {
        long spender = node.spender(output);
        return spender > lastPosition ? GraphIndex.ABSENT : spender;
    }

    @Override
    public int spenderInput(int output) {
        return spender(output) < 0 ? 0 : node.spenderInput(output);
    }

    @Override
    public @Nullable String outputAddress(int output) {
        String address = node.addresses[output];
        return address.isEmpty() ? null : address;
    }

    @Override
    public boolean outputDestroys(int output) {
        return node.destroys[output];
    }
}
