package org.holdfast.tracing.store.graph;

import java.math.BigInteger;
import org.holdfast.primitives.Hash256;
import org.holdfast.tracing.index.IndexReport;
import org.holdfast.tracing.output.graph.GraphTotals;
import org.holdfast.tracing.store.frame.BlockFile;
import org.holdfast.tracing.store.frame.IndexCheck;
import org.holdfast.tracing.store.frame.IndexState;
import org.holdfast.tracing.store.frame.file.IdTable;
import org.holdfast.tracing.store.frame.file.RecordFile;
import org.holdfast.tracing.store.graph.record.RecordCursor;
import org.holdfast.tracing.store.graph.record.RecordSum;
import org.holdfast.tracing.store.graph.record.Slot;

/**
 * Compares a whole index with its records: the checksum of each block, each slot with the input that spends the output
 * and each input with the slot, each id with its record, each reference with an address, and counts and sums with the
 * stored ones.
 */
final class GraphCheck extends IndexCheck<GraphTotals> {
    private final RecordFile records;
    private final BlockFile<GraphTotals> blocks;
    private final IdTable ids;
    private final RecordCursor cursor;
    private final RecordCursor other;

    private long transactions;
    private long inputs;
    private long outputs;
    private long unspent;
    private long unknown;
    private BigInteger paid = BigInteger.ZERO;
    private BigInteger unspentSum = BigInteger.ZERO;
    private long end;

    GraphCheck(RecordFile records, BlockFile<GraphTotals> blocks, IdTable ids) {
        this.records = records;
        this.blocks = blocks;
        this.ids = ids;
        this.cursor = new RecordCursor(records);
        this.other = new RecordCursor(records);
    }

    IndexReport check(IndexState<GraphTotals> state) {
        end = state.end();
        var sum = new RecordSum();
        if (blocks(state, blocks, (first, last) -> sum.of(records, first, last))) {
            var counted =
                    new GraphTotals(state.blocks(), transactions, inputs, outputs, unspent, paid, unspentSum, unknown);
            if (isSound() && !counted.equals(state.totals())) {
                found("counts and sums are " + counted + ", kept were " + state.totals());
            }
        }
        return report(transactions);
    }

    @Override
    protected void block(long first, long blockEnd) {
        for (long at = records.recordAt(first); at < blockEnd; ) {
            cursor.goTo(at);
            transactions++;
            try {
                outputs(at);
                inputs(at);
                id(at);
            } catch (IndexOutOfBoundsException e) {
                found("a slot or an id leads to no record, seen from " + cursor.id());
            }
            addresses();
            at += cursor.words();
            at = at < blockEnd ? records.recordAt(at) : at;
        }
    }

    private void outputs(long at) {
        for (int i = 0; i < cursor.outputCount(); i++) {
            outputs++;
            paid = paid.add(BigInteger.valueOf(cursor.outputValue(i)));
            long slot = cursor.slot(i);
            long spender = Slot.position(slot);
            if (slot == Slot.UNSPENT || spender >= end) {
                unspent++;
                unspentSum = unspentSum.add(BigInteger.valueOf(cursor.outputValue(i)));
            } else if (spender <= at || !agrees(slot, spender, at, i)) {
                found("the slot of output " + i + " of " + cursor.id() + " names a transaction that does not spend it");
            }
        }
    }

    private void addresses() {
        try {
            for (int i = 0; i < cursor.outputCount(); i++) {
                cursor.outputAddress(i);
            }
        } catch (IndexOutOfBoundsException | IllegalStateException e) {
            found("an address of " + cursor.id() + " leads to a place where none stands");
        }
    }

    private boolean agrees(long slot, long spender, long at, int output) {
        other.goTo(spender);
        if (Slot.isOverwritten(slot)) {
            return other.namesake() == at;
        }
        int input = Slot.input(slot);
        return input < other.inputCount() && other.source(input) == at && other.sourceOutput(input) == output;
    }

    private void inputs(long at) {
        for (int i = 0; i < cursor.inputCount(); i++) {
            inputs++;
            long source = cursor.source(i);
            if (source == 0) {
                unknown++;
                continue;
            }
            other.goTo(source);
            if (other.slot(cursor.sourceOutput(i)) != Slot.spent(at, i)) {
                found("input " + i + " of " + cursor.id() + " is not in the slot of the output that it spends");
            }
        }
    }

    private void id(long at) {
        Hash256 id = cursor.id().hash();
        long found = ids.find(id, other.standsOn(id));
        while (found > at) {
            // A later coinbase of the same id, or one that arrived after this check began.
            other.goTo(found);
            found = other.namesake();
        }
        if (found != at) {
            found("the id " + cursor.id() + " does not lead to its record");
        }
    }
}
