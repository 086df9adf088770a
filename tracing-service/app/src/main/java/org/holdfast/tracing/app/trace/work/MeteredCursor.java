package org.holdfast.tracing.app.trace.work;

import org.holdfast.primitives.TxId;
import org.holdfast.tracing.output.graph.AddressLog;
import org.holdfast.tracing.output.graph.TransactionCursor;
import org.jspecify.annotations.Nullable;

/** A cursor that tells its index on what it stands. */
record MeteredCursor(TransactionCursor cursor, MeteredIndex index) implements TransactionCursor {
    @Override
    public void moveTo(long position) {
        cursor.moveTo(position);
        index.visited(cursor);
    }

    @Override
    public void expect(long[] positions, int count) {
        cursor.expect(positions, count);
    }

    @Override
    public long position() {
        return cursor.position();
    }

    @Override
    public TxId id() {
        return cursor.id();
    }

    @Override
    public long height() {
        return cursor.height();
    }

    @Override
    public boolean coinbase() {
        return cursor.coinbase();
    }

    @Override
    public int inputCount() {
        return cursor.inputCount();
    }

    @Override
    public long inputSource(int input) {
        return cursor.inputSource(input);
    }

    @Override
    public int inputSourceOutput(int input) {
        return cursor.inputSourceOutput(input);
    }

    @Override
    public long inputValue(int input) {
        return cursor.inputValue(input);
    }

    @Override
    public long inputSumBefore(int input) {
        return cursor.inputSumBefore(input);
    }

    @Override
    public int outputCount() {
        return cursor.outputCount();
    }

    @Override
    public long outputValue(int output) {
        return cursor.outputValue(output);
    }

    @Override
    public long outputSumBefore(int output) {
        return cursor.outputSumBefore(output);
    }

    @Override
    public long spender(int output) {
        return cursor.spender(output);
    }

    @Override
    public int spenderInput(int output) {
        return cursor.spenderInput(output);
    }

    @Override
    public @Nullable String outputAddress(int output) {
        return cursor.outputAddress(output);
    }

    @Override
    public void logAddress(int output, AddressLog log) {
        cursor.logAddress(output, log);
    }

    @Override
    public long outputAddressMark(int output) {
        return cursor.outputAddressMark(output);
    }

    @Override
    public boolean outputDestroys(int output) {
        return cursor.outputDestroys(output);
    }

    @Override
    public long outputAddressKey(int output) {
        return cursor.outputAddressKey(output);
    }
}
