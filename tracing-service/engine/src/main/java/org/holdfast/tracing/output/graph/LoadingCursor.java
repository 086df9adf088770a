package org.holdfast.tracing.output.graph;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.holdfast.primitives.TxId;
import org.jspecify.annotations.Nullable;

/** A cursor over any index, by batched loads of views. What the index expects to be asked for is loaded together. */
final class LoadingCursor implements TransactionCursor {
    private final GraphIndex graph;
    private final Map<Long, TransactionView> loaded = new HashMap<>();
    private final TransactionView[] current = new TransactionView[1];

    LoadingCursor(GraphIndex graph) {
        this.graph = graph;
    }

    @Override
    public void moveTo(long position) {
        TransactionView view = loaded.remove(position);
        current[0] = view == null ? graph.load(new long[] {position}).getFirst() : view;
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
        return current[0].position();
    }

    @Override
    public TxId id() {
        return current[0].id();
    }

    @Override
    public long height() {
        return current[0].height();
    }

    @Override
    public boolean coinbase() {
        return current[0].coinbase();
    }

    @Override
    public int inputCount() {
        return current[0].inputCount();
    }

    @Override
    public long inputSource(int input) {
        return current[0].inputSource(input);
    }

    @Override
    public int inputSourceOutput(int input) {
        return current[0].inputSourceOutput(input);
    }

    @Override
    public long inputValue(int input) {
        return current[0].inputValue(input);
    }

    @Override
    public long inputSumBefore(int input) {
        return current[0].inputSumBefore(input);
    }

    @Override
    public int outputCount() {
        return current[0].outputCount();
    }

    @Override
    public long outputValue(int output) {
        return current[0].outputValue(output);
    }

    @Override
    public long outputSumBefore(int output) {
        return current[0].outputSumBefore(output);
    }

    @Override
    public long spender(int output) {
        return current[0].spender(output);
    }

    @Override
    public int spenderInput(int output) {
        return current[0].spenderInput(output);
    }

    @Override
    public @Nullable String outputAddress(int output) {
        return current[0].outputAddress(output);
    }

    @Override
    public boolean outputDestroys(int output) {
        return current[0].outputDestroys(output);
    }

    @Override
    public void logAddress(int output, AddressLog log) {
        current[0].logAddress(output, log);
    }

    @Override
    public long outputAddressMark(int output) {
        return current[0].outputAddressMark(output);
    }
}
