package org.holdfast.tracing.account.question;

import java.util.List;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.primitives.TxId;
import org.holdfast.tracing.account.ledger.AccountIndex;
import org.holdfast.tracing.account.ledger.AccountKey;
import org.holdfast.tracing.account.ledger.Direction;
import org.holdfast.tracing.account.ledger.MovementPage;
import org.holdfast.tracing.account.ledger.PageRequest;

/** Finds a deposit in the ledger of its account without the height of its block. */
public final class DepositSearch {
    /** The maximum number of movements that are read; a longer ledger needs the height. */
    public static final int MOVEMENTS_MAX = 1_000_000;

    private DepositSearch() {}

    /**
     * The deposit as a seed with its height.
     *
     * @param nth the index among the deposits of the transaction into the account, from 0
     * @throws InputFaultException {@code tracing.seed.no-deposit} or {@code tracing.seed.height-needed}
     */
    public static LedgerSeed find(AccountKey account, TxId txId, int nth, AccountIndex index) {
        long number = index.resolve(List.of(account))[0];
        long from = 0;
        int here = 0;
        for (int read = 0; number != AccountIndex.ABSENT; ) {
            MovementPage page = index.load(List.of(new PageRequest(number, from, PageRequest.MOST)))
                    .getFirst();
            for (int i = 0; i < page.size(); i++) {
                if (page.direction(i) == Direction.IN && page.txId(i).equals(txId) && here++ == nth) {
                    return new LedgerSeed(account, page.height(i), txId, nth);
                }
            }
            if (page.last()) {
                break;
            }
            read += page.size();
            if (read >= MOVEMENTS_MAX) {
                throw fault(
                        "tracing.seed.height-needed",
                        "an account has too many movements to look for a deposit",
                        "the height of the deposit's block",
                        account + " " + txId,
                        "name the height");
            }
            from = page.position(page.size() - 1) + 1;
        }
        throw fault(
                "tracing.seed.no-deposit",
                "a seed names a deposit that is not in the index",
                "a deposit of an imported block",
                account + " " + txId + ":" + nth,
                "import the blocks that hold it, or correct the seed");
    }

    private static InputFaultException fault(String code, String what, String expected, String got, String remedy) {
        return new InputFaultException(new InputFault(code, what, "seeds", expected, InputFault.quote(got), remedy));
    }
}
