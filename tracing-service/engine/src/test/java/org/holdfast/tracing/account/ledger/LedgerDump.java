package org.holdfast.tracing.account.ledger;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Ledgers as text that does not depend on numbers and positions: equal ledgers have equal dumps. */
public final class LedgerDump {
    private LedgerDump() {}

    /** Dumps every account of the given blocks that the store knows, in pages of {@code pageSize}. */
    public static String of(AccountStore store, List<AccountBlock> blocks, int pageSize) {
        List<AccountKey> keys = RandomLedger.accounts(blocks);
        try (AccountSnapshot index = store.snapshot()) {
            var text = new StringBuilder();
            index.segments().forEach(segment -> text.append(segment).append('\n'));
            long[] numbers = index.resolve(keys);
            for (int i = 0; i < numbers.length; i++) {
                if (numbers[i] != AccountIndex.ABSENT) {
                    account(index, numbers[i], pageSize, text);
                }
            }
            keys.stream()
                    .map(AccountKey::asset)
                    .distinct()
                    .forEach(asset -> text.append(asset)
                            .append(' ')
                            .append(store.totals(asset))
                            .append('\n'));
            return text.append(store.totals()).append('\n').toString();
        }
    }

    private static void account(AccountIndex index, long number, int pageSize, StringBuilder text) {
        AccountView view = index.accounts(new long[] {number}).getFirst();
        text.append(view.key()).append(" movements ").append(view.movements());
        text.append(" balance ").append(view.balance()).append('\n');
        long from = 0;
        long before = 0;
        for (; ; ) {
            MovementPage page =
                    index.load(List.of(new PageRequest(number, from, pageSize))).getFirst();
            for (int i = 0; i < page.size(); i++) {
                if (page.position(i) <= before || page.account() != number) {
                    throw new AssertionError("positions do not grow: " + page.position(i) + " behind " + before);
                }
                before = page.position(i);
                movement(index, page, i, text);
            }
            if (page.last()) {
                return;
            }
            from = before + 1;
        }
    }

    private static void movement(AccountIndex index, MovementPage page, int i, StringBuilder text) {
        text.append("  ")
                .append(page.height(i))
                .append('/')
                .append(page.txIndex(i))
                .append(' ');
        text.append(page.txId(i)).append(' ').append(page.kind(i)).append(' ').append(page.direction(i));
        text.append(' ').append(page.amount(i)).append(' ').append(page.smallAmount(i));
        text.append(" after ").append(page.balanceAfter(i));
        text.append(" with ").append(name(index, page.counterparty(i)));
        @Nullable ConversionLink link = page.conversion(i);
        if (link != null) {
            text.append(link.paid() ? " paid" : " received").append(" against ").append(link.otherAmount());
            text.append(" of ")
                    .append(name(index, link.otherAccount()))
                    .append(" by ")
                    .append(link.protocol());
            text.append(link.otherPosition() > page.position(i) ? " later" : " not later");
        }
        text.append('\n');
    }

    private static String name(AccountIndex index, long number) {
        return number == AccountIndex.ABSENT
                ? "nobody"
                : index.accounts(new long[] {number}).getFirst().key().toString();
    }
}
