package org.holdfast.tracing.account.path;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.holdfast.primitives.AssetId;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.tracing.account.ledger.AccountIndex;
import org.holdfast.tracing.account.ledger.AccountKey;
import org.holdfast.tracing.account.ledger.AccountView;
import org.holdfast.tracing.account.ledger.Direction;
import org.holdfast.tracing.account.ledger.EntryKind;
import org.holdfast.tracing.account.ledger.MovementPage;
import org.holdfast.tracing.account.ledger.PageRequest;
import org.holdfast.tracing.account.question.SeedDeposit;
import org.holdfast.tracing.question.Policy;
import org.holdfast.tracing.question.QuestionCancelled;
import org.holdfast.tracing.question.QuestionMonitor;
import org.jspecify.annotations.Nullable;

/**
 * One search for paths over accounts. It first goes back from the target: for each account and number of payments it
 * finds the latest payment that still reaches the target. Then it goes forward from the seeds and follows a payment
 * only before that latest one, so every step leads to the target.
 */
final class LedgerPathSearch {
    /** A reached deposit and the step before it. */
    private record Reached(
            long account,
            long position,
            int hops,
            LedgerPaths.Step step,
            @Nullable Reached before) {}

    /** The limit on movements is reached. */
    private static final class Exhausted extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Exhausted() {
            super("the limit on movements is reached", null, false, false);
        }
    }

    private final LedgerPaths.Query query;
    private final AccountIndex index;
    private final QuestionMonitor monitor;
    private final List<SeedDeposit> seeds;
    private final Set<Long> seedAccounts = new HashSet<>();
    private final Set<Long> targets = new HashSet<>();
    /** By account and number of payments: the position of the latest payment that still reaches the target. */
    private final Map<Long, TreeMap<Integer, Long>> latest = new HashMap<>();

    private final Map<Long, AccountView> views = new HashMap<>();
    private final Set<Long> hubs = new HashSet<>();
    private final Set<Long> beyond = new HashSet<>();
    private final List<List<LedgerPaths.Step>> paths = new ArrayList<>();
    private long low;
    private long late;
    private long unexplored;
    private long read;
    private boolean more;

    private LedgerPathSearch(LedgerPaths.Query query, AccountIndex index, QuestionMonitor monitor) {
        this.query = query;
        this.index = index;
        this.monitor = monitor;
        this.seeds = SeedDeposit.find(query.chain(), query.seeds(), index);
        seeds.forEach(seed -> seedAccounts.add(seed.account()));
    }

    static LedgerPaths find(LedgerPaths.Query query, AccountIndex index, QuestionMonitor monitor, String engine) {
        try {
            var search = new LedgerPathSearch(query, index, monitor);
            try {
                search.approach();
                search.seeds.forEach(search::leave);
            } catch (Exhausted e) {
                search.unexplored++;
            }
            return new LedgerPaths(
                    query,
                    engine,
                    index.segments(),
                    search.paths,
                    search.beyond.size(),
                    search.low,
                    search.late,
                    search.hubs.size(),
                    search.more,
                    search.unexplored);
        } catch (QuestionCancelled e) {
            throw new InputFaultException(QuestionCancelled.fault());
        }
    }

    private AccountView view(long account) {
        return views.computeIfAbsent(
                account, n -> index.accounts(new long[] {n}).getFirst());
    }

    /** The monitor needs a policy; poison follows every path. */
    private void breathe() {
        QuestionCancelled.check(monitor, Policy.POISON, read, latest.size());
        if (read++ >= query.movements()) {
            throw new Exhausted();
        }
    }

    private void approach() {
        long first = seeds.stream().mapToLong(SeedDeposit::position).min().orElseThrow();
        var assets = new TreeMap<String, AssetId>();
        seeds.forEach(seed -> assets.put(
                seed.seed().account().asset().toString(), seed.seed().account().asset()));
        var changed = new TreeMap<Long, Long>();
        for (AssetId asset : assets.values()) {
            long target = index.resolve(List.of(new AccountKey(query.target(), asset)))[0];
            if (target != AccountIndex.ABSENT) {
                targets.add(target);
                changed.put(target, Long.MAX_VALUE);
            }
        }
        for (int hops = 1; !changed.isEmpty(); hops++) {
            var next = new TreeMap<Long, Long>();
            for (var one : changed.entrySet()) {
                payers(one.getKey(), first, one.getValue(), hops, next);
            }
            if (hops > query.hops()) {
                beyond.addAll(next.keySet());
                return;
            }
            int level = hops;
            next.forEach((account, position) ->
                    latest.computeIfAbsent(account, n -> new TreeMap<>()).put(level, position));
            changed.clear();
            changed.putAll(next);
        }
    }

    /** Reads the payers of an account before a position and keeps each payment that is later than the known one. */
    private void payers(long account, long from, long before, int hops, Map<Long, Long> next) {
        MovementPage page = page(account, from + 1);
        for (int i = 0; ; i++) {
            if (i == page.size()) {
                if (page.last()) {
                    return;
                }
                page = page(account, page.position(i - 1) + 1);
                i = 0;
            }
            if (i >= page.size() || page.position(i) >= before) {
                return;
            }
            breathe();
            long payer = page.counterparty(i);
            if (page.direction(i) == Direction.IN && followed(page, i) && passes(page, i) && mayPass(payer)) {
                long known = Math.max(latestOf(payer, hops), next.getOrDefault(payer, -1L));
                if (page.position(i) > known) {
                    next.put(payer, page.position(i));
                }
            }
        }
    }

    private MovementPage page(long account, long from) {
        return index.load(List.of(new PageRequest(account, from, PageRequest.MOST)))
                .getFirst();
    }

    private static boolean followed(MovementPage page, int i) {
        return page.kind(i) == EntryKind.TRANSFER
                && page.conversion(i) == null
                && page.counterparty(i) != AccountIndex.ABSENT;
    }

    private boolean passes(MovementPage page, int i) {
        if (page.amount(i).compareTo(query.leastValue()) < 0) {
            low++;
            return false;
        }
        if (page.height(i) > query.untilHeight()) {
            late++;
            return false;
        }
        return true;
    }

    private boolean mayPass(long account) {
        if (targets.contains(account)) {
            return false;
        }
        if (!seedAccounts.contains(account) && view(account).movements() > query.hubMovements()) {
            hubs.add(account);
            return false;
        }
        return true;
    }

    /** The latest payment of an account that reaches the target within a number of payments; -1 without one. */
    private long latestOf(long account, int hops) {
        TreeMap<Integer, Long> levels = latest.get(account);
        var level = levels == null ? null : levels.floorEntry(hops);
        return level == null ? -1 : level.getValue();
    }

    private void leave(SeedDeposit seed) {
        var step = new LedgerPaths.Step(
                seed.seed().account(), seed.seed().height(), seed.seed().txId());
        var stack = new ArrayDeque<Reached>();
        stack.push(new Reached(seed.account(), seed.position(), 0, step, null));
        while (!stack.isEmpty()) {
            Reached reached = stack.pop();
            if (targets.contains(reached.account())) {
                if (paths.size() >= query.most()) {
                    more = true;
                    return;
                }
                paths.add(path(reached));
            } else {
                onward(reached).reversed().forEach(stack::push);
            }
        }
    }

    private List<Reached> onward(Reached reached) {
        var steps = new ArrayList<Reached>();
        int left = query.hops() - reached.hops();
        long last = latestOf(reached.account(), left);
        if (last <= reached.position()) {
            return steps;
        }
        MovementPage page = page(reached.account(), reached.position() + 1);
        for (int i = 0; ; i++) {
            if (i == page.size()) {
                if (page.last()) {
                    return steps;
                }
                page = page(reached.account(), page.position(i - 1) + 1);
                i = 0;
            }
            if (i >= page.size() || page.position(i) > last) {
                return steps;
            }
            breathe();
            long to = page.counterparty(i);
            boolean open = page.direction(i) == Direction.OUT
                    && followed(page, i)
                    && page.amount(i).compareTo(query.leastValue()) >= 0
                    && page.height(i) <= query.untilHeight()
                    && (targets.contains(to) || latestOf(to, left - 1) > page.position(i));
            if (open) {
                var step = new LedgerPaths.Step(view(to).key(), page.height(i), page.txId(i));
                steps.add(new Reached(to, page.position(i), reached.hops() + 1, step, reached));
            }
        }
    }

    private static List<LedgerPaths.Step> path(Reached last) {
        var path = new ArrayDeque<LedgerPaths.Step>();
        for (@Nullable Reached one = last; one != null; one = one.before()) {
            path.push(one.step());
        }
        return List.copyOf(path);
    }
}
