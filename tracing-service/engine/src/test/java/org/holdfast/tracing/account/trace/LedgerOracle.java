package org.holdfast.tracing.account.trace;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.holdfast.primitives.TxId;
import org.holdfast.tracing.account.ledger.AccountBlock;
import org.holdfast.tracing.account.ledger.AccountKey;
import org.holdfast.tracing.account.ledger.EntryKind;
import org.holdfast.tracing.account.question.LedgerSeed;
import org.holdfast.tracing.exact.Fraction;
import org.holdfast.tracing.question.Attributions;
import org.holdfast.tracing.question.Policy;
import org.jspecify.annotations.Nullable;

/**
 * Traces ledgers by brute force: sweeps every entry of every account from the first block on. Shares no code with the
 * engine but the rational number.
 */
final class LedgerOracle {
    /** One side of an entry as its account sees it. */
    private record Side(int entry, boolean out, int amount, boolean fee, int block, int tx) {}

    private final Policy policy;
    private final List<AccountBlock> blocks;
    private final List<LedgerSeed> seeds;
    private final Attributions attributions;
    private final boolean followFees;
    private final Map<AccountKey, Purse> purses = new HashMap<>();
    private final Map<AccountKey, String> last = new HashMap<>();
    private final Map<AccountKey, List<Side>> sides = new HashMap<>();
    private final Map<Integer, Purse.Part> converted = new HashMap<>();
    private final Map<LedgerSeed, Integer> numbers = new HashMap<>();
    private final Map<String, Integer> deposits = new HashMap<>();
    private final SortedMap<String, SortedMap<Integer, Fraction>> booked = new TreeMap<>();

    LedgerOracle(
            Policy policy,
            List<AccountBlock> blocks,
            List<LedgerSeed> sortedSeeds,
            Attributions attributions,
            boolean followFees) {
        this.policy = policy;
        this.blocks = blocks;
        this.seeds = sortedSeeds;
        this.attributions = attributions;
        this.followFees = followFees;
        sortedSeeds.forEach(seed -> numbers.put(seed, numbers.size()));
    }

    /** What is booked where, or null where the policy has no answer. */
    @Nullable
    SortedMap<String, SortedMap<Integer, Fraction>> trace() {
        list();
        int first = 0;
        for (AccountBlock block : blocks) {
            for (int i = 0; i < block.entries().size(); i++) {
                if (!step(block, i, first)) {
                    return null;
                }
            }
            first += block.entries().size();
        }
        purses.forEach((account, purse) -> book("held", account, last.getOrDefault(account, ""), purse.held()));
        return booked;
    }

    /** The movements of each account, so that rows of withdrawals can be seen ahead. */
    private void list() {
        var balances = new HashMap<AccountKey, Integer>();
        int number = 0;
        for (int b = 0; b < blocks.size(); b++) {
            for (AccountBlock.Entry entry : blocks.get(b).entries()) {
                int amount = entry.amount().intValueExact();
                boolean self = entry.from().equals(entry.to());
                if (!entry.from().isEmpty()) {
                    var from = new AccountKey(entry.from(), entry.asset());
                    int held = balances.getOrDefault(from, 0);
                    List<Side> own = sides.computeIfAbsent(from, key -> new ArrayList<>());
                    if (held < amount) {
                        own.add(new Side(number, false, amount - held, false, b, entry.txIndex()));
                    }
                    own.add(new Side(number, !self, amount, entry.kind() != EntryKind.TRANSFER, b, entry.txIndex()));
                    balances.put(from, Math.max(held, amount) - (self ? 0 : amount));
                }
                if (!entry.to().isEmpty() && !self) {
                    var to = new AccountKey(entry.to(), entry.asset());
                    sides.computeIfAbsent(to, key -> new ArrayList<>())
                            .add(new Side(number, false, amount, false, b, entry.txIndex()));
                    balances.merge(to, amount, Integer::sum);
                }
                number++;
            }
        }
    }

    private Purse purse(AccountKey account) {
        return purses.computeIfAbsent(account, key -> Purse.of(policy, seeds.size()));
    }

    private boolean step(AccountBlock block, int i, int first) {
        AccountBlock.Entry entry = block.entries().get(i);
        int amount = entry.amount().intValueExact();
        String where = entry.txId() + " " + block.block().height();
        boolean self = entry.from().equals(entry.to());
        var from = entry.from().isEmpty() ? null : new AccountKey(entry.from(), entry.asset());
        var to = entry.to().isEmpty() ? null : new AccountKey(entry.to(), entry.asset());
        Purse.@Nullable Part part = null;
        if (from != null) {
            shortfall(from, first + i);
            last.put(from, where);
            if (!self) {
                if (!row(from, first + i)) {
                    return false;
                }
                part = purse(from).out(amount);
                part = part.isEmpty() ? null : leave(block, i, first, from, to, part, where);
            }
        }
        if (to != null && !self) {
            last.put(to, where);
            arrive(to, entry.txId(), block.block().height(), first + i, amount, part, where);
        }
        return true;
    }

    private void shortfall(AccountKey from, int entry) {
        List<Side> here = sides.getOrDefault(from, List.of()).stream()
                .filter(side -> side.entry() == entry)
                .toList();
        if (here.size() == 2) {
            purse(from).in(here.getFirst().amount(), null);
            deposits.merge(from + " " + txOf(entry), 1, Integer::sum);
        }
    }

    private TxId txOf(int entry) {
        int left = entry;
        for (AccountBlock block : blocks) {
            if (left < block.entries().size()) {
                return block.entries().get(left).txId();
            }
            left -= block.entries().size();
        }
        throw new AssertionError(entry);
    }

    private boolean row(AccountKey from, int entry) {
        List<Side> own = sides.getOrDefault(from, List.of());
        int at = 0;
        while (own.get(at).entry() != entry || !own.get(at).out()) {
            at++;
        }
        Side here = own.get(at);
        boolean begins = at == 0
                || !own.get(at - 1).out()
                || own.get(at - 1).block() != here.block()
                || own.get(at - 1).tx() != here.tx();
        if (!begins) {
            return true;
        }
        var amounts = new ArrayList<Integer>();
        var fees = new ArrayList<Boolean>();
        for (; at < own.size(); at++) {
            Side next = own.get(at);
            if (!next.out() || next.block() != here.block() || next.tx() != here.tx()) {
                break;
            }
            amounts.add(next.amount());
            fees.add(next.fee());
        }
        return purse(from).row(amounts, fees);
    }

    /** Books what leaves; returns what the receiver gets. */
    private Purse.@Nullable Part leave(
            AccountBlock block,
            int i,
            int first,
            AccountKey from,
            @Nullable AccountKey to,
            Purse.Part part,
            String where) {
        AccountBlock.Entry entry = block.entries().get(i);
        for (AccountBlock.Conversion conversion : block.conversions()) {
            if (conversion.paid() == i && conversion.received() == AccountBlock.Conversion.ELSEWHERE) {
                book("crossed", from, where, part);
                return null;
            }
            if (conversion.paid() == i && conversion.received() > i) {
                book("converted", from, where, part);
                AccountBlock.Entry received = block.entries().get(conversion.received());
                converted.put(
                        first + conversion.received(),
                        became(
                                part,
                                entry.amount().intValueExact(),
                                received.amount().intValueExact()));
                return null;
            }
            if (conversion.paid() == i || conversion.received() == i) {
                book("conversion-unresolved", from, where, part);
                return null;
            }
        }
        boolean fee = entry.kind() == EntryKind.FEE;
        if (to == null || (fee && !followFees)) {
            String reason = fee ? "fee" : entry.kind() == EntryKind.UNEXPLAINED ? "unexplained" : "destroyed";
            book(reason, from, where, part);
            return null;
        }
        return part;
    }

    private Purse.Part became(Purse.Part part, int paid, int received) {
        int[] colours = part.colours();
        if (policy == Policy.POISON) {
            Purse.Part whole = new Purse.Part(part.shares().clone(), null);
            whole.shares()[0] = Fraction.of(received);
            return whole;
        }
        if (colours == null) {
            Purse.Part whole = new Purse.Part(part.shares().clone(), null);
            for (int s = 0; s < seeds.size(); s++) {
                whole.shares()[s] =
                        Fraction.of(part.shares()[s].scaled(received, paid).floor());
            }
            return whole;
        }
        int[] now = new int[received];
        Arrays.fill(now, Purse.CLEAN);
        for (int from = 0; from < paid; ) {
            int until = from;
            while (until < paid && colours[until] == colours[from]) {
                until++;
            }
            int begin = from * received / paid;
            int share = Math.min((until - from) * received / paid, until * received / paid - begin);
            Arrays.fill(now, begin, begin + share, colours[from]);
            from = until;
        }
        return Purse.counted(seeds.size(), now);
    }

    private void arrive(
            AccountKey to, TxId txId, long height, int entry, int amount, Purse.@Nullable Part paid, String where) {
        int nth = deposits.merge(to + " " + txId, 1, Integer::sum) - 1;
        Integer seed = numbers.get(new LedgerSeed(to, height, txId, nth));
        Purse.Part exchanged = converted.remove(entry);
        Purse.@Nullable Part part = exchanged != null && !exchanged.isEmpty() ? exchanged : paid;
        if (seed != null) {
            book("later-seed", to, where, part);
            part = purse(to).seed(seed, amount);
        } else if (part != null && attributions.service(to.address()).isPresent()) {
            book("service", to, where, part);
            part = null;
        }
        purse(to).in(amount, part);
    }

    private void book(String reason, AccountKey account, String where, Purse.@Nullable Part part) {
        for (int s = 0; part != null && s < seeds.size(); s++) {
            if (!part.shares()[s].isZero()) {
                booked.computeIfAbsent(reason + " " + account + " " + where, key -> new TreeMap<>())
                        .merge(s, part.shares()[s], Fraction::plus);
            }
        }
    }
}
