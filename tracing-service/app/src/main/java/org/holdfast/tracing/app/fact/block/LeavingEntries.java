package org.holdfast.tracing.app.fact.block;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.Outpoint;
import org.holdfast.primitives.TxId;
import org.holdfast.tracing.account.ledger.AccountIndex;
import org.holdfast.tracing.account.ledger.AccountKey;
import org.holdfast.tracing.account.ledger.AccountStore;
import org.holdfast.tracing.account.ledger.Direction;
import org.holdfast.tracing.account.ledger.EntryKind;
import org.holdfast.tracing.account.ledger.MovementPage;
import org.holdfast.tracing.account.ledger.PageRequest;
import org.holdfast.tracing.app.fact.LeavingBlock;

/** The tip of the ledgers before it is retracted. */
public record LeavingEntries(AccountStore ledgers, BlockRef block) implements LeavingBlock {
    @Override
    public List<Outpoint> spends(TxId id) {
        return List.of();
    }

    @Override
    public List<BigInteger> paid(TxId id, AccountKey account) {
        var amounts = new ArrayList<BigInteger>();
        try (var snapshot = ledgers.snapshot()) {
            long number = snapshot.resolve(List.of(account))[0];
            long from = snapshot.positionAt(block.height());
            for (boolean more = number != AccountIndex.ABSENT; more; ) {
                MovementPage page = snapshot.load(List.of(new PageRequest(number, from, PageRequest.MOST)))
                        .getFirst();
                for (int i = 0; i < page.size(); i++) {
                    if (page.txId(i).equals(id) && page.direction(i) != Direction.OUT && isPayment(page, i)) {
                        amounts.add(page.amount(i));
                    }
                    from = page.position(i) + 1;
                }
                more = page.size() > 0 && !page.last();
            }
        }
        return amounts;
    }

    /** Not a shortfall, which the index books by itself. */
    private static boolean isPayment(MovementPage page, int i) {
        return page.kind(i) != EntryKind.UNEXPLAINED && page.amount(i).signum() > 0;
    }
}
