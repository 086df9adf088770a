package org.holdfast.tracing.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.Hash256;
import org.holdfast.tracing.account.AccountBlock;
import org.holdfast.tracing.account.AccountStore;
import org.holdfast.tracing.account.RandomLedger;

/** What comes from the topic of an account chain, with reorgs: blocks go, others come, and those go again. */
record AccountFeed(List<AccountBlock> blocks, List<AccountJournalEntry> entries) {
    private static final int DEPTH_MAX = 4;

    AccountFeed {
        blocks = List.copyOf(blocks);
        entries = List.copyOf(entries);
    }

    static AccountFeed of(long seed, int blockCount) {
        var random = new Random(seed);
        List<AccountBlock> blocks =
                RandomLedger.blocks(seed, new RandomLedger.Shape(blockCount, 12, 9, 40, true, true));
        var entries = new ArrayList<AccountJournalEntry>();
        for (int i = 0; i < blocks.size(); i++) {
            entries.add(new AccountJournalEntry.Appended(blocks.get(i), entries.size() + 1L));
            if (i > 0 && random.nextInt(3) == 0) {
                reorg(entries, blocks, i, 1 + random.nextInt(Math.min(DEPTH_MAX, i)));
            }
        }
        return new AccountFeed(blocks, entries);
    }

    private static void reorg(List<AccountJournalEntry> entries, List<AccountBlock> blocks, int tip, int depth) {
        for (int i = tip; i > tip - depth; i--) {
            entries.add(new AccountJournalEntry.Retracted(blocks.get(i).block(), entries.size() + 1L));
        }
        AccountBlock first = blocks.get(tip - depth + 1);
        var other = new AccountBlock(
                new BlockRef(
                        first.block().height(),
                        new BlockHash(
                                new Hash256(6, entries.size(), first.block().height(), 6))),
                first.parent(),
                first.segmentStart(),
                first.timeSeconds(),
                first.entries().subList(0, first.entries().size() / 2),
                List.of());
        entries.add(new AccountJournalEntry.Appended(other, entries.size() + 1L));
        entries.add(new AccountJournalEntry.Retracted(other.block(), entries.size() + 1L));
        for (int i = tip - depth + 1; i <= tip; i++) {
            entries.add(new AccountJournalEntry.Appended(blocks.get(i), entries.size() + 1L));
        }
    }

    /** Gives everything from a place on. */
    void giveTo(AccountStore store, long from) {
        for (AccountJournalEntry entry : entries.subList((int) from, entries.size())) {
            give(store, entry);
        }
    }

    static void give(AccountStore store, AccountJournalEntry entry) {
        switch (entry) {
            case AccountJournalEntry.Appended(AccountBlock block, long offset) -> store.append(block, offset);
            case AccountJournalEntry.Retracted(BlockRef block, long offset) -> store.retract(block, offset);
        }
    }
}
