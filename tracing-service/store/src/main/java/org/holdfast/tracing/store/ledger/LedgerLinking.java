package org.holdfast.tracing.store.ledger;

import java.math.BigInteger;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.holdfast.primitives.TxId;
import org.holdfast.tracing.account.ledger.AccountBlock;
import org.holdfast.tracing.account.ledger.AccountTotals;
import org.holdfast.tracing.store.frame.BlockEntry;
import org.holdfast.tracing.store.frame.IndexState;
import org.holdfast.tracing.store.frame.LongList;
import org.holdfast.tracing.store.frame.file.IdTable;
import org.holdfast.tracing.store.frame.file.RecordFile;
import org.holdfast.tracing.store.ledger.BlockAccounts.Account;
import org.holdfast.tracing.store.ledger.LedgerRecords.Part;
import org.jspecify.annotations.Nullable;

/**
 * Writes the records of a block after the committed ones, where no reader sees them, with the resulting balances. No
 * committed record changes.
 */
final class LedgerLinking {
    /** Entries that are looked ahead at once; their reads stay in the first two levels of cache. */
    private static final int AHEAD = 64;

    private final LedgerBook book;
    private final LedgerRecords records;
    private final LedgerWriter writer;
    private final BlockAccounts accounts;
    private final Map<String, Long> protocols = new HashMap<>();
    private final Map<Integer, AccountBlock.Conversion> legs = new HashMap<>();
    private final LongList entries = new LongList();
    private final EnumMap<Part, BigInteger> parts = new EnumMap<>(Part.class);

    private long movements;
    private long shortfalls;
    private long transaction;
    private @Nullable TxId lastId;
    private int lastIndex;

    LedgerLinking(LedgerBook book, RecordFile file) {
        this.book = book;
        this.records = book.records();
        this.writer = new LedgerWriter(file);
        this.accounts = new BlockAccounts(book, writer);
    }

    /** Throws {@link org.holdfast.primitives.InputFaultException} if the block does not continue the ledgers. */
    BlockEntry<LedgerTotals> link(AccountBlock block, long feedOffset, IndexState<LedgerTotals> state, IdTable table) {
        state.requireNext(block.block(), block.parent(), block.segmentStart());
        begin(state);
        for (AccountBlock.Conversion conversion : block.conversions()) {
            legs.put(conversion.paid(), conversion);
            if (conversion.received() != AccountBlock.Conversion.ELSEWHERE) {
                legs.put(conversion.received(), conversion);
            }
        }
        List<AccountBlock.Entry> all = block.entries();
        for (int from = 0; from < all.size(); from += AHEAD) {
            List<AccountBlock.Entry> some = all.subList(from, Math.min(from + AHEAD, all.size()));
            accounts.lookAhead(some, table);
            for (int i = 0; i < some.size(); i++) {
                enter(some.get(i), from + i, table);
            }
        }
        for (AccountBlock.Conversion conversion : block.conversions()) {
            if (conversion.received() != AccountBlock.Conversion.ELSEWHERE) {
                long paid = entries.get(conversion.paid());
                long received = entries.get(conversion.received());
                records.putOtherLeg(paid, received);
                records.putOtherLeg(received, paid);
            }
        }
        AccountTotals before = state.totals().totals();
        var totals = new AccountTotals(
                before.blocks() + 1,
                before.entries() + entries.size(),
                before.movements() + movements,
                before.accounts() + accounts.made(),
                before.shortfalls() + shortfalls);
        int checksum = records.checksum(state.end(), writer.end())
                .orElseThrow(() -> new IllegalStateException("the records of " + block.block() + " are no row"));
        return new BlockEntry<>(
                block.block(),
                block.parent(),
                block.segmentStart(),
                block.difficultyUnchecked(),
                block.timeSeconds(),
                state.end(),
                writer.end(),
                feedOffset,
                new LedgerTotals(totals, accounts.directoryEnd(), book.lists().free()),
                checksum);
    }

    private void begin(IndexState<LedgerTotals> state) {
        writer.begin(state.end());
        accounts.begin(state.end(), state.totals().directoryEnd());
        protocols.clear();
        legs.clear();
        entries.clear();
        movements = 0;
        shortfalls = 0;
        lastId = null;
    }

    private void enter(AccountBlock.Entry entry, int index, IdTable table) {
        BlockAccounts.Asset asset = accounts.asset(entry.asset(), table);
        Account from = entry.from().isEmpty() ? null : accounts.account(asset, entry.from(), table);
        Account to = entry.to().isEmpty() ? null : accounts.account(asset, entry.to(), table);
        parts.clear();
        parts.put(Part.AMOUNT, entry.amount());
        if (from == null) {
            parts.put(Part.ENTERED, asset.enter(entry.amount()));
        } else {
            pay(asset, from, from == to, entry.amount());
        }
        if (to == null) {
            parts.put(Part.LEFT, asset.leave(entry.amount()));
        } else if (to != from) {
            movements++;
            to.become(to.balance().add(entry.amount()));
            parts.put(Part.TO_AFTER, to.balance());
        }
        AccountBlock.Conversion conversion = legs.get(index);
        int flags = 0;
        long protocol = 0;
        if (conversion != null) {
            flags = conversion.paid() == index ? LedgerRecords.PAID : LedgerRecords.RECEIVED;
            protocol = protocols.computeIfAbsent(conversion.protocol(), text -> writer.text(LedgerBook.bytes(text)));
        }
        if (!entry.txId().equals(lastId) || entry.txIndex() != lastIndex) {
            transaction = writer.transaction(entry.txId(), entry.txIndex());
            lastId = entry.txId();
            lastIndex = entry.txIndex();
        }
        var draft = new LedgerWriter.Draft(
                transaction,
                entry.kind(),
                from == null ? 0 : from.record(),
                to == null ? 0 : to.record(),
                flags,
                protocol);
        entries.add(writer.entry(draft, parts));
    }

    /** The part of a payment beyond the known balance enters the asset just before the payment. */
    private void pay(BlockAccounts.Asset asset, Account from, boolean itself, BigInteger amount) {
        BigInteger missing = amount.subtract(from.balance());
        if (missing.signum() > 0) {
            shortfalls++;
            movements++;
            parts.put(Part.MISSING, missing);
            parts.put(Part.ENTERED, asset.enter(missing));
            from.become(amount);
        }
        movements++;
        if (!itself) {
            from.become(from.balance().subtract(amount));
        }
        parts.put(Part.FROM_AFTER, from.balance());
    }
}
