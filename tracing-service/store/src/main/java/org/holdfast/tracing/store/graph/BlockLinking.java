package org.holdfast.tracing.store.graph;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.Hash256;
import org.holdfast.primitives.Outpoint;
import org.holdfast.primitives.TxId;
import org.holdfast.tracing.block.BlockFaults;
import org.holdfast.tracing.output.graph.BlockContent;
import org.holdfast.tracing.output.graph.GraphTotals;
import org.holdfast.tracing.store.address.CodedAddresses;
import org.holdfast.tracing.store.address.ComingAddresses;
import org.holdfast.tracing.store.address.SeenAddresses;
import org.holdfast.tracing.store.frame.BlockEntry;
import org.holdfast.tracing.store.frame.IndexState;
import org.holdfast.tracing.store.frame.LongList;
import org.holdfast.tracing.store.frame.file.IdTable;
import org.holdfast.tracing.store.frame.file.RecordFile;
import org.holdfast.tracing.store.graph.record.RecordCursor;
import org.holdfast.tracing.store.graph.record.RecordSum;
import org.holdfast.tracing.store.graph.record.RecordWriter;
import org.holdfast.tracing.store.graph.record.Slot;

/**
 * Checks a block against the index and writes its records after the committed ones, where no reader sees them. No
 * committed record changes; the slots to set and the ids to add are kept for {@link #apply}.
 */
final class BlockLinking {
    /** Transactions that are looked ahead at once; their reads stay in the first two levels of cache. */
    private static final int AHEAD = 64;

    private final RecordFile records;
    private final LookAhead ahead;
    private final RecordCursor cursor;
    private final RecordCursor namesakes;
    private final SeenAddresses seen;
    private final RecordWriter writer;
    private final RecordWriter.Sources sources = new RecordWriter.Sources();
    private final RecordSum checksum = new RecordSum();
    private final Map<TxId, Long> fresh = new HashMap<>();
    /** The position of each transaction of the block, and of the coinbase that it overwrites, or 0. */
    private final LongList positions = new LongList();

    private final LongList overwritten = new LongList();
    private final LongSet spentHere = new LongSet();
    private final LongList slotWords = new LongList();
    private final LongList slotValues = new LongList();

    private long end;
    private long inputs;
    private long outputs;
    private long unspent;
    private long unknown;
    private BigInteger paid = BigInteger.ZERO;
    private BigInteger unspentSum = BigInteger.ZERO;

    BlockLinking(RecordFile records) {
        this.records = records;
        this.seen = new SeenAddresses(records);
        this.ahead = new LookAhead(records, seen);
        this.writer = new RecordWriter(seen);
        this.cursor = new RecordCursor(records);
        this.namesakes = new RecordCursor(records);
    }

    /** Throws {@link org.holdfast.primitives.InputFaultException} if the block does not continue the index. */
    BlockEntry<GraphTotals> link(BlockContent block, long feedOffset, IndexState<GraphTotals> state, IdTable ids) {
        state.requireNext(block.block(), block.parent(), block.segmentStart());
        clear(state.end());
        List<BlockContent.Transaction> all = block.transactions();
        var coming = new ComingAddresses(all, AHEAD);
        if (coming.count() > 1) {
            ForkJoinPool.commonPool().execute(coming);
        }
        for (int i = 0; i < coming.count(); i++) {
            int from = i * AHEAD;
            List<BlockContent.Transaction> some = all.subList(from, Math.min(from + AHEAD, all.size()));
            CodedAddresses addresses = coming.part(i);
            ahead.touch(some, ids, addresses);
            for (int j = 0; j < some.size(); j++) {
                writer.addresses(addresses, j);
                link(block.block(), some.get(j), ids);
            }
        }
        GraphTotals before = state.totals();
        var totals = new GraphTotals(
                before.blocks() + 1,
                before.transactions() + all.size(),
                before.inputs() + inputs,
                before.outputs() + outputs,
                before.unspentOutputs() + unspent,
                before.outputSum().add(paid),
                before.unspentSum().add(unspentSum),
                before.unknownInputs() + unknown);
        return new BlockEntry<>(
                block.block(),
                block.parent(),
                block.segmentStart(),
                block.difficultyUnchecked(),
                block.timeSeconds(),
                state.end(),
                end,
                feedOffset,
                totals,
                checksum.value());
    }

    /** Sets the slots of the block that was linked last and adds its ids. */
    void apply(BlockContent block, IdTable ids) {
        for (int i = 0; i < slotWords.size(); i++) {
            records.putWord(slotWords.get(i), slotValues.get(i));
        }
        int number = 0;
        for (BlockContent.Transaction transaction : block.transactions()) {
            if (overwritten.get(number) == 0) {
                ids.add(transaction.id().hash(), positions.get(number));
            } else {
                Hash256 id = transaction.id().hash();
                ids.replace(id, positions.get(number), cursor.standsOn(id));
            }
            number++;
        }
    }

    private void clear(long from) {
        if (from != end) {
            // The last linked block was not committed, or was reverted: other records will take its place.
            seen.clear();
        }
        end = from;
        inputs = 0;
        outputs = 0;
        unspent = 0;
        unknown = 0;
        paid = BigInteger.ZERO;
        unspentSum = BigInteger.ZERO;
        fresh.clear();
        positions.clear();
        overwritten.clear();
        spentHere.clear();
        slotWords.clear();
        slotValues.clear();
        checksum.start();
    }

    private void link(BlockRef block, BlockContent.Transaction transaction, IdTable ids) {
        long namesake = namesake(block, transaction, ids);
        List<Outpoint> spent = transaction.inputs();
        sources.begin(spent.size());
        for (int i = 0; i < spent.size(); i++) {
            Outpoint outpoint = spent.get(i);
            long source = find(outpoint.txId(), ids);
            if (source == 0) {
                sources.unknown(i);
                unknown++;
            } else {
                long value = spend(block, source, outpoint);
                sources.known(i, source, outpoint.index(), value);
                unspent--;
                unspentSum = unspentSum.subtract(BigInteger.valueOf(value));
            }
        }
        long position = write(transaction, namesake);
        cursor.goTo(position);
        int outs = cursor.outputCount();
        long total = cursor.outputSumBefore(outs);
        if (!transaction.coinbase() && sources.complete() && sources.total() < total) {
            throw BlockFaults.overspends(block, transaction.id().toString());
        }
        for (int i = 0; i < spent.size(); i++) {
            if (sources.position(i) != 0) {
                slotValues.add(Slot.spent(position, i));
            }
        }
        overwrite(namesake, position);
        fresh.put(transaction.id(), position);
        positions.add(position);
        overwritten.add(namesake);
        inputs += spent.size();
        outputs += outs;
        unspent += outs;
        paid = paid.add(BigInteger.valueOf(total));
        unspentSum = unspentSum.add(BigInteger.valueOf(total));
    }

    private long write(BlockContent.Transaction transaction, long namesake) {
        int words = writer.write(transaction, end, sources, namesake);
        long position = records.reserve(end, words);
        if (position != end) {
            int again = writer.write(transaction, position, sources, namesake);
            // Distances grew and may need a byte more each; then the place may be another one still.
            long moved = records.reserve(end, again);
            if (moved != position) {
                throw new IllegalStateException("a record found no place at " + end);
            }
            words = again;
        }
        int length = words * RecordFile.WORD_BYTES;
        records.put(position, writer.buffer(), length);
        writer.placed(position);
        checksum.add(writer.buffer(), length);
        end = position + words;
        return position;
    }

    private long namesake(BlockRef block, BlockContent.Transaction transaction, IdTable ids) {
        if (fresh.containsKey(transaction.id())) {
            throw BlockFaults.idRepeated(block, transaction.id().toString());
        }
        Hash256 id = transaction.id().hash();
        long namesake = ids.find(id, namesakes.standsOn(id));
        if (namesake != 0) {
            namesakes.goTo(namesake);
            boolean unspentWholly = true;
            for (int i = 0; i < namesakes.outputCount(); i++) {
                unspentWholly &= namesakes.slot(i) == Slot.UNSPENT && !spentHere.contains(namesakes.slotWord(i));
            }
            if (!transaction.coinbase() || !unspentWholly) {
                throw BlockFaults.idRepeated(block, transaction.id().toString());
            }
        }
        return namesake;
    }

    private void overwrite(long namesake, long position) {
        if (namesake == 0) {
            return;
        }
        namesakes.goTo(namesake);
        int outs = namesakes.outputCount();
        for (int i = 0; i < outs; i++) {
            slotWords.add(namesakes.slotWord(i));
            slotValues.add(Slot.overwritten(position));
        }
        unspent -= outs;
        unspentSum = unspentSum.subtract(BigInteger.valueOf(namesakes.outputSumBefore(outs)));
    }

    private long find(TxId id, IdTable ids) {
        long here = fresh.getOrDefault(id, 0L);
        return here != 0 ? here : ids.find(id.hash(), cursor.standsOn(id.hash()));
    }

    /** Remembers a slot to be set and returns the value that is spent. */
    private long spend(BlockRef block, long source, Outpoint outpoint) {
        cursor.goTo(source);
        int output = outpoint.index();
        if (output >= cursor.outputCount()) {
            throw BlockFaults.noSuchOutput(block, outpoint.toString());
        }
        long word = cursor.slotWord(output);
        if (records.word(word) != Slot.UNSPENT || !spentHere.add(word)) {
            throw BlockFaults.spentTwice(block, outpoint.toString());
        }
        slotWords.add(word);
        return cursor.outputValue(output);
    }
}
