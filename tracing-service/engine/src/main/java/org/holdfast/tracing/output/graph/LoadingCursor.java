package org.holdfast.tracing.output.graph;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.holdfast.primitives.TxId;
import org.jspecify.annotations.Nullable;

/** A cursor over any index. It loads announced positions in one batch. */
final class LoadingCursor implements TransactionCursor {
    private final GraphIndex graph;
    private final Map<Long, TransactionView> loaded = new HashMap<>();
    private @Nullable TransactionView current;

    LoadingCursor(GraphIndex graph) {
        this.graph = graph;
    }

    @Override
    public void moveTo(long position) {
        TransactionView view = loaded.remove(position);
        current = view == null ? graph.load(new long[] {position}).getFirst() : view;
    }

    private TransactionView current() {
        if (current == null) {
            throw new IllegalStateException("the cursor has not been moved to a transaction");
        }
        return current;
    }

    @Override
    public void expect(long[] positions, int count) {
        long[] missing = Arrays.stream(positions, 0, count)
                .filter(position -> !loaded.containsKey(position))
                .distinct()
                .toArray();
        List<TransactionView> views = graph.load(missing);
        views.forEach(view -> loaded.put(view.position(), view));
    }

    @Override
    public long position() {
        return current().position();
    }

    @Override
    public TxId id() {
        return current().id();
    }

    @Override
    public long height() {
        return current().height();
    }

    @Override
    public boolean coinbase() {
        return current().coinbase();
    }

    @Override
    public int inputCount() {
        return current().inputCount();
    }

    @Override
    public long inputSource(int input) {
        return current().inputSource(input);
    }

    @Override
    public int inputSourceOutput(int input) {
        return current().inputSourceOutput(input);
    }

    @Override
    public long inputValue(int input) {
        return current().inputValue(input);
    }

    @Override
    public long inputSumBefore(int input) {
        return current().inputSumBefore(input);
    }

    @Override
    public int outputCount() {
        return current().outputCount();
    }

    @Override
    public long outputValue(int output) {
        return current().outputValue(output);
    }

    @Override
    public long outputSumBefore(int output) {
        return current().outputSumBefore(output);
    }

    @Override
    public long spender(int output) {
        return current().spender(output);
    }

    @Override
    public int spenderInput(int output) {
        return current().spenderInput(output);
    }

    @Override
    public @Nullable String outputAddress(int output) {
        return current().outputAddress(output);
    }

    @Override
    public boolean outputDestroys(int output) {
        return current().outputDestroys(output);
    }

    @Override
    public void logAddress(int output, AddressLog log) {
        current().logAddress(output, log);
    }

    @Override
    public long outputAddressMark(int output) {
        return current().outputAddressMark(output);
    }
}
