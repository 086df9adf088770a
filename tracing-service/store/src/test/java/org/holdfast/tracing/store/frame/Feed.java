package org.holdfast.tracing.store.frame;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.Hash256;
import org.holdfast.primitives.TxId;
import org.holdfast.tracing.output.graph.BlockContent;
import org.holdfast.tracing.output.graph.GraphStore;
import org.holdfast.tracing.output.graph.RandomChain;
import org.holdfast.tracing.store.journal.JournalEntry;

/** What comes from the topic, with reorgs: blocks go, others come in their place, and those go again. */
public record Feed(List<BlockContent> blocks, List<JournalEntry> entries) {
    private static final int DEPTH_MAX = 4;

    public Feed {
        blocks = List.copyOf(blocks);
        entries = List.copyOf(entries);
    }

    public static Feed of(long seed, int blockCount, int transactionsPerBlock) {
        var random = new Random(seed);
        List<BlockContent> blocks = RandomChain.blocks(seed, blockCount, transactionsPerBlock);
        var entries = new ArrayList<JournalEntry>();
        for (int i = 0; i < blocks.size(); i++) {
            entries.add(new JournalEntry.Appended(blocks.get(i), entries.size() + 1L));
            if (random.nextInt(3) == 0) {
                reorg(entries, blocks, i, 1 + random.nextInt(Math.min(DEPTH_MAX, i + 1)));
            }
        }
        return new Feed(blocks, entries);
    }

    private static void reorg(List<JournalEntry> entries, List<BlockContent> blocks, int tip, int depth) {
        var others = new ArrayList<BlockContent>();
        for (int i = tip; i > tip - depth; i--) {
            entries.add(new JournalEntry.Retracted(blocks.get(i).block(), entries.size() + 1L));
        }
        for (int i = tip - depth + 1; i <= tip; i++) {
            BlockContent block = blocks.get(i);
            BlockHash parent = others.isEmpty() || block.segmentStart()
                    ? block.parent()
                    : others.getLast().block().hash();
            BlockContent other = other(block, parent, entries.size());
            others.add(other);
            entries.add(new JournalEntry.Appended(other, entries.size() + 1L));
        }
        for (BlockContent other : others.reversed()) {
            entries.add(new JournalEntry.Retracted(other.block(), entries.size() + 1L));
        }
        for (int i = tip - depth + 1; i <= tip; i++) {
            entries.add(new JournalEntry.Appended(blocks.get(i), entries.size() + 1L));
        }
    }

    /** A block of the other branch: the same transactions in part, under another hash, with a coinbase of its own. */
    private static BlockContent other(BlockContent block, BlockHash parent, int number) {
        var transactions = new ArrayList<BlockContent.Transaction>();
        var id = new TxId(new Hash256(5, number, block.block().height(), 5));
        transactions.add(new BlockContent.Transaction(
                id, true, List.of(), List.of(new BlockContent.Output(7, "other" + number, false))));
        var hash = new BlockHash(new Hash256(6, number, block.block().height(), 6));
        return new BlockContent(
                new BlockRef(block.block().height(), hash),
                parent,
                block.segmentStart(),
                block.timeSeconds(),
                transactions);
    }

    /** Gives everything from a place on. */
    public void giveTo(GraphStore store, long from) {
        for (JournalEntry entry : entries.subList((int) from, entries.size())) {
            give(store, entry);
        }
    }

    public static void give(GraphStore store, JournalEntry entry) {
        switch (entry) {
            case JournalEntry.Appended(BlockContent block, long offset) -> store.append(block, offset);
            case JournalEntry.Retracted(BlockRef block, long offset) -> store.retract(block, offset);
        }
    }
}
