package org.holdfast.tracing.account.trace;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.holdfast.tracing.account.ledger.AccountBlock;
import org.holdfast.tracing.account.ledger.AccountKey;
import org.holdfast.tracing.account.question.LedgerSeed;

/** A few deposits that have value, to start from. */
public final class RandomSeeds {
    private RandomSeeds() {}

    public static List<LedgerSeed> of(List<AccountBlock> blocks, Random random) {
        var all = new ArrayList<LedgerSeed>();
        var ledger = new HashMap<String, Integer>();
        var balances = new HashMap<AccountKey, BigInteger>();
        for (AccountBlock block : blocks) {
            for (AccountBlock.Entry entry : block.entries()) {
                if (!entry.from().isEmpty()) {
                    var from = new AccountKey(entry.from(), entry.asset());
                    BigInteger held = balances.getOrDefault(from, BigInteger.ZERO);
                    if (held.compareTo(entry.amount()) < 0) {
                        ledger.merge(from + " " + entry.txId(), 1, Integer::sum);
                    }
                    balances.put(from, held.max(entry.amount()).subtract(entry.amount()));
                }
                if (!entry.to().isEmpty()) {
                    var to = new AccountKey(entry.to(), entry.asset());
                    balances.merge(to, entry.amount(), BigInteger::add);
                    if (!entry.to().equals(entry.from())) {
                        int nth = ledger.merge(to + " " + entry.txId(), 1, Integer::sum) - 1;
                        if (entry.amount().signum() > 0) {
                            all.add(new LedgerSeed(to, block.block().height(), entry.txId(), nth));
                        }
                    }
                }
            }
        }
        var seeds = new TreeSet<LedgerSeed>();
        for (int i = 0; i < 1 + random.nextInt(3); i++) {
            seeds.add(all.get(random.nextInt(Math.max(1, all.size() * 2 / 3))));
        }
        return List.copyOf(seeds);
    }
}
