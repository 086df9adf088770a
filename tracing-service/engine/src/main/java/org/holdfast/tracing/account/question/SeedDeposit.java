package org.holdfast.tracing.account.question;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.tracing.account.ledger.AccountIndex;
import org.holdfast.tracing.account.ledger.Direction;
import org.holdfast.tracing.account.ledger.MovementPage;
import org.holdfast.tracing.account.ledger.PageRequest;
import org.jspecify.annotations.Nullable;

/** A seed deposit, found in the index. */
public record SeedDeposit(int number, LedgerSeed seed, long account, long position, BigInteger amount) {
    /**
     * Finds deposits in request order.
     *
     * @throws InputFaultException {@code tracing.seed.*} for a seed that is not indexed or has no value
     */
    public static List<SeedDeposit> find(ChainId chain, List<LedgerSeed> wanted, AccountIndex index) {
        if (!chain.equals(index.chain())) {
            throw fault(
                    "tracing.seed.other-chain",
                    "the chain is another",
                    index.chain().text(),
                    chain.text());
        }
        long[] accounts = index.resolve(wanted.stream().map(LedgerSeed::account).toList());
        var seeds = new ArrayList<SeedDeposit>();
        for (int i = 0; i < accounts.length; i++) {
            LedgerSeed seed = wanted.get(i);
            @Nullable SeedDeposit found = accounts[i] == AccountIndex.ABSENT ? null : find(i, seed, accounts[i], index);
            if (found == null) {
                throw fault(
                        "tracing.seed.no-deposit",
                        "a seed names a deposit that is not in the index",
                        "a deposit of an imported block",
                        seed.toString());
            }
            if (found.amount().signum() == 0) {
                throw fault("tracing.seed.no-value", "a seed has no value", "a deposit with value", seed.toString());
            }
            seeds.add(found);
        }
        return seeds;
    }

    private static @Nullable SeedDeposit find(int number, LedgerSeed seed, long account, AccountIndex index) {
        int nth = seed.nth();
        long from = index.positionAt(seed.height());
        for (; ; ) {
            MovementPage page = index.load(List.of(new PageRequest(account, from, PageRequest.MOST)))
                    .getFirst();
            for (int i = 0; i < page.size(); i++) {
                if (page.height(i) > seed.height()) {
                    return null;
                }
                boolean deposit =
                        page.direction(i) == Direction.IN && page.txId(i).equals(seed.txId());
                if (deposit && nth-- == 0) {
                    return new SeedDeposit(number, seed, account, page.position(i), page.amount(i));
                }
            }
            if (page.last()) {
                return null;
            }
            from = page.position(page.size() - 1) + 1;
        }
    }

    private static InputFaultException fault(String code, String what, String expected, String got) {
        return new InputFaultException(new InputFault(
                code,
                what,
                "seeds",
                expected,
                InputFault.quote(got),
                "import the blocks that hold it, or correct the seed"));
    }
}
