package org.holdfast.tracing.store.frame;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.Hash256;
import org.holdfast.primitives.TxId;
import org.holdfast.tracing.account.ledger.AccountBlock;
import org.holdfast.tracing.account.ledger.AccountStore;
import org.holdfast.tracing.account.ledger.EntryKind;
import org.holdfast.tracing.account.ledger.RandomLedger;
import org.holdfast.tracing.store.journal.AccountJournalEntry;

/** What comes from the topic of an account chain, with reorgs: blocks go, others come, and those go again. */
public record AccountFeed(List<AccountBlock> blocks, List<AccountJournalEntry> entries) {
    private static final int DEPTH_MAX = 4;

    public AccountFeed {
        blocks = List.copyOf(blocks);
        entries = List.copyOf(entries);
    }

    public static AccountFeed of(long seed, RandomLedger.Shape shape) {
        var random = new Random(seed);
        List<AccountBlock> blocks = RandomLedger.blocks(seed, shape);
        var entries = new ArrayList<AccountJournalEntry>();
        for (int i = 0; i < blocks.size(); i++) {
            entries.add(new AccountJournalEntry.Appended(blocks.get(i), entries.size() + 1L));
            if (random.nextInt(3) == 0) {
                reorg(entries, blocks, i, 1 + random.nextInt(Math.min(DEPTH_MAX, i + 1)));
            }
        }
        return new AccountFeed(blocks, entries);
    }

    private static void reorg(List<AccountJournalEntry> entries, List<AccountBlock> blocks, int tip, int depth) {
        var others = new ArrayList<AccountBlock>();
        for (int i = tip; i > tip - depth; i--) {
            entries.add(new AccountJournalEntry.Retracted(blocks.get(i).block(), entries.size() + 1L));
        }
        for (int i = tip - depth + 1; i <= tip; i++) {
            AccountBlock block = blocks.get(i);
            BlockHash parent = others.isEmpty() || block.segmentStart()
                    ? block.parent()
                    : others.getLast().block().hash();
            AccountBlock other = other(block, parent, entries.size());
            others.add(other);
            entries.add(new AccountJournalEntry.Appended(other, entries.size() + 1L));
        }
        for (AccountBlock other : others.reversed()) {
            entries.add(new AccountJournalEntry.Retracted(other.block(), entries.size() + 1L));
        }
        for (int i = tip - depth + 1; i <= tip; i++) {
            entries.add(new AccountJournalEntry.Appended(blocks.get(i), entries.size() + 1L));
        }
    }

    /**
     * A block of the other branch: an account of its own, then every second entry of the block whose place it takes.
     */
    private static AccountBlock other(AccountBlock block, BlockHash parent, int number) {
        long height = block.block().height();
        var entries = new ArrayList<AccountBlock.Entry>();
        var id = new TxId(new Hash256(5, number, height, 5));
        entries.add(new AccountBlock.Entry(
                id, 0, EntryKind.MINT, RandomLedger.COIN, "", "other" + number, BigInteger.valueOf(number)));
        for (int i = 0; i < block.entries().size(); i += 2) {
            entries.add(block.entries().get(i));
        }
        var ref = new BlockRef(height, new BlockHash(new Hash256(6, number, height, 6)));
        return new AccountBlock(ref, parent, block.segmentStart(), block.timeSeconds(), entries, List.of());
    }

    /** Gives everything from a place on. */
    public void giveTo(AccountStore store, long from) {
        for (AccountJournalEntry entry : entries.subList((int) from, entries.size())) {
            give(store, entry);
        }
    }

    public static void give(AccountStore store, AccountJournalEntry entry) {
        switch (entry) {
            case AccountJournalEntry.Appended(AccountBlock block, long offset) -> store.append(block, offset);
            case AccountJournalEntry.Retracted(BlockRef block, long offset) -> store.retract(block, offset);
        }
    }
}
