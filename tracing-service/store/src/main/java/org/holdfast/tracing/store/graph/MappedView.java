package org.holdfast.tracing.store.graph;

import org.holdfast.tracing.output.graph.GraphIndex;
import org.holdfast.tracing.output.graph.GraphTotals;
import org.holdfast.tracing.output.graph.TransactionCursor;
import org.holdfast.tracing.store.frame.IndexState;
import org.holdfast.tracing.store.frame.file.RecordFile;
import org.holdfast.tracing.store.graph.record.RecordCursor;
import org.holdfast.tracing.store.graph.record.Slot;

/** A record as a snapshot sees it: later records are invisible. */
final class MappedView extends RecordCursor implements TransactionCursor {
    /** Records that are read ahead at once; the caller announces the next ones soon. */
    private static final int TOUCHED_MAX = 96;

    private final IndexState<GraphTotals> state;
    /** The last requested block: most requests are for the same block or a near one. */
    private int block;

    private long touched;

    MappedView(RecordFile records, IndexState<GraphTotals> state) {
        super(records);
        this.state = state;
    }

    @Override
    public void moveTo(long position) {
        if (position <= 0 || position >= state.end()) {
            throw new IndexOutOfBoundsException("position " + position + " of " + state.end());
        }
        goTo(position);
    }

    @Override
    public void expect(long[] positions, int count) {
        long some = 0;
        for (int i = 0; i < count; i++) {
            if (records.expect(positions[i]) && i < TOUCHED_MAX) {
                // Reads of records that do not depend on each other wait for memory together, later ones one by one.
                some += records.touch(positions[i]);
            }
        }
        touched = some;
    }

    /** The sum of values that were read ahead; it keeps the compiler from removing the reads. */
    long touched() {
        return touched;
    }

    @Override
    public long height() {
        block = state.blockOf(position(), block);
        return state.heightOfBlock(block);
    }

    @Override
    public long inputSource(int input) {
        long source = source(input);
        return source == 0 ? GraphIndex.ABSENT : source;
    }

    @Override
    public int inputSourceOutput(int input) {
        return source(input) == 0 ? 0 : sourceOutput(input);
    }

    @Override
    public long inputValue(int input) {
        long source = source(input);
        if (source == 0) {
            return UNKNOWN;
        }
        if (input < knownInputs()) {
            return inputSum(input + 1) - inputSum(input);
        }
        var made = new RecordCursor(records);
        made.goTo(source);
        return made.outputValue(sourceOutput(input));
    }

    @Override
    public long inputSumBefore(int input) {
        if (input < 0 || input > inputCount()) {
            throw new IndexOutOfBoundsException(input + " of " + inputCount());
        }
        return input <= knownInputs() ? inputSum(input) : UNKNOWN;
    }

    @Override
    public long spender(int output) {
        long slot = slot(output);
        long position = Slot.position(slot);
        if (slot == Slot.UNSPENT || position >= state.end()) {
            return GraphIndex.ABSENT;
        }
        return Slot.isOverwritten(slot) ? OVERWRITTEN : position;
    }

    @Override
    public int spenderInput(int output) {
        long slot = slot(output);
        return slot < 0 || Slot.position(slot) >= state.end() ? 0 : Slot.input(slot);
    }
}
