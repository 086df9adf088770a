package org.holdfast.tracing.account.origin;

import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.holdfast.primitives.TxId;
import org.holdfast.tracing.account.ledger.AccountIndex;
import org.holdfast.tracing.account.ledger.AccountKey;
import org.holdfast.tracing.account.ledger.AccountView;
import org.holdfast.tracing.account.ledger.EntryKind;
import org.holdfast.tracing.account.ledger.MovementPage;
import org.holdfast.tracing.account.question.LedgerLimits;
import org.holdfast.tracing.account.question.SeedDeposit;
import org.holdfast.tracing.exact.Fraction;
import org.holdfast.tracing.question.Attributions;
import org.holdfast.tracing.question.Policy;
import org.holdfast.tracing.question.QuestionCancelled;
import org.holdfast.tracing.question.QuestionMonitor;
import org.holdfast.tracing.question.ServiceLabel;
import org.jspecify.annotations.Nullable;

/**
 * One backward trace over accounts under one policy. The frontier contains every account with an asked balance, ordered
 * by the position of the movement to undo next, largest first, deposits before payments. So all asks of a payment are
 * known when it is undone.
 */
final class LedgerOriginWalk<C> {
    /** A deposit, by position and account. */
    record Place(long position, long account) {}

    /** The input of a walk, the same for every policy. */
    record Start(
            LedgerOriginSpec spec,
            AccountIndex index,
            Attributions attributions,
            QuestionMonitor monitor,
            List<SeedDeposit> targets,
            Set<Place> sources) {
        Start {
            targets = List.copyOf(targets);
            sources = Set.copyOf(sources);
        }
    }

    /** An account with an asked balance. */
    private static final class Live<C> {
        private final AccountView view;
        private final BackReading reading;
        private final BackFund<C> fund;
        private int hops = Integer.MAX_VALUE;
        /** The movement that was undone last; null before the first. */
        private @Nullable Undone last;

        Live(AccountView view, BackReading reading, BackFund<C> fund) {
            this.view = view;
            this.reading = reading;
            this.fund = fund;
        }

        long position() {
            return reading.position();
        }

        boolean out() {
            return !reading.in();
        }

        long lastHeight() {
            return last == null ? -1 : last.height();
        }
    }

    private record Undone(long height, TxId txId) {}

    private record Asked<C>(int hops, C asked) {}

    private record Found<C>(
            LedgerOriginReason reason,
            AccountKey account,
            TxId txId,
            long height,
            long position,
            C asked,
            @Nullable ServiceLabel label) {}

    private final Policy policy;
    private final Supplier<? extends BackFund<C>> funds;
    private final BackFund<C> forms;
    private final Start start;
    private final LedgerLimits limits;
    private final ArrayDeque<SeedDeposit> targets = new ArrayDeque<>();
    private final BiFunction<Integer, BigInteger, C> whole;
    private final PriorityQueue<Live<C>> frontier = new PriorityQueue<>(
            Comparator.<Live<C>>comparingLong(Live::position).reversed().thenComparing(Live::out));
    private final Map<Long, Live<C>> live = new HashMap<>();
    /** A deposit can be asked twice: as a target, and from the balance of its account. */
    private final Map<Place, List<Asked<C>>> asks = new HashMap<>();

    private final List<Found<C>> found = new ArrayList<>();
    private long read;
    private long lots;

    LedgerOriginWalk(
            Policy policy,
            Supplier<? extends BackFund<C>> funds,
            BiFunction<Integer, BigInteger, C> whole,
            Start start) {
        this.policy = policy;
        this.funds = funds;
        this.forms = funds.get();
        this.whole = whole;
        this.start = start;
        this.limits = start.spec().limits();
        start.targets().stream()
                .sorted(Comparator.comparingLong(SeedDeposit::position).reversed())
                .forEach(targets::add);
    }

    SealedLedgerOrigins run() {
        while (!frontier.isEmpty() || !targets.isEmpty()) {
            boolean target = !targets.isEmpty()
                    && (frontier.isEmpty()
                            || targets.getFirst().position()
                                    >= frontier.element().position());
            if (target) {
                begin(targets.removeFirst());
                continue;
            }
            if (read >= limits.movements() || lots > limits.lots()) {
                List.copyOf(live.values()).forEach(account -> drop(account, LedgerOriginReason.LIMIT));
                frontier.clear();
                bookAsks();
                targets.forEach(this::bookTarget);
                targets.clear();
                break;
            }
            QuestionCancelled.check(start.monitor(), policy, read, frontier.size());
            Live<C> account = frontier.remove();
            read++;
            step(account);
        }
        return seal();
    }

    private AccountView view(long account) {
        return start.index().accounts(new long[] {account}).getFirst();
    }

    private void begin(SeedDeposit target) {
        AccountView view = view(target.account());
        var reading = new BackReading(start.index(), target.account(), target.position());
        source(view, reading.page(), reading.at(), 0, whole.apply(target.number(), target.amount()));
    }

    private void step(Live<C> account) {
        BackReading reading = account.reading;
        MovementPage page = reading.page();
        int i = reading.at();
        long height = page.height(i);
        int before = account.fund.lots();
        if (gap(height, account.lastHeight())) {
            book(account, LedgerOriginReason.GAP);
        } else if (height < start.spec().fromHeight()) {
            book(account, LedgerOriginReason.LIMIT);
        }
        switch (page.direction(i)) {
            case OUT -> {
                List<Asked<C>> asked =
                        asks.getOrDefault(new Place(page.position(i), account.view.account()), List.of());
                asked.forEach(one -> account.hops = Math.min(account.hops, one.hops()));
                account.fund.undoWithdrawal(
                        page.amount(i),
                        page.balanceAfter(i),
                        asked.stream().map(Asked::asked).toList());
                asks.remove(new Place(page.position(i), account.view.account()));
            }
            case IN -> {
                @Nullable C part = account.fund.undoDeposit(page.amount(i), reading.balanceBefore());
                if (part != null) {
                    source(account.view, page, i, account.hops, part);
                }
            }
            case SELF -> {}
        }
        account.last = new Undone(height, page.txId(i));
        @Nullable C rest = account.fund.rest();
        if (rest != null && !account.fund.withinBound(rest, limits.denominatorBits())) {
            book(account, LedgerOriginReason.LIMIT);
            rest = null;
        }
        lots += account.fund.lots() - before;
        if (rest == null) {
            live.remove(account.view.account());
        } else if (reading.back()) {
            frontier.add(account);
        } else {
            throw new IllegalStateException("a ledger begins with a balance: " + account.view.key());
        }
    }

    /** True if a run of blocks begins between the last undone movement and an earlier height. */
    private boolean gap(long earlier, long later) {
        return start.index().segments().stream()
                .anyMatch(segment ->
                        earlier < segment.first().height() && segment.first().height() <= later);
    }

    /** Books the asked value of a deposit as an origin, or asks the payment of the payer. */
    private void source(AccountView receiver, MovementPage page, int i, int hops, C asked) {
        long payer = page.counterparty(i);
        Optional<LedgerOriginReason> entered = entered(receiver, page, i, hops, asked);
        if (entered.isPresent()) {
            end(entered.get(), receiver.key(), page, i, asked, null);
            return;
        }
        AccountView from = view(payer);
        Optional<ServiceLabel> label = start.attributions().service(from.key().address());
        if (label.isPresent()) {
            end(LedgerOriginReason.SERVICE, from.key(), page, i, asked, label.get());
        } else if (from.movements() > limits.hubMovements()) {
            end(LedgerOriginReason.HUB, from.key(), page, i, asked, null);
        } else {
            asks.computeIfAbsent(new Place(page.position(i), payer), place -> new ArrayList<>())
                    .add(new Asked<>(hops + 1, asked));
            if (!live.containsKey(payer)) {
                var opened = new Live<C>(from, new BackReading(start.index(), payer, page.position(i)), funds.get());
                live.put(payer, opened);
                frontier.add(opened);
            }
        }
    }

    /** The reason to stop at a deposit. */
    private Optional<LedgerOriginReason> entered(AccountView receiver, MovementPage page, int i, int hops, C asked) {
        if (start.sources().contains(new Place(page.position(i), receiver.account()))) {
            return Optional.of(LedgerOriginReason.SOURCE);
        }
        if (page.conversion(i) != null) {
            return Optional.of(LedgerOriginReason.CONVERTED);
        }
        boolean payer = page.counterparty(i) != AccountIndex.ABSENT;
        EntryKind kind = page.kind(i);
        boolean followed = kind == EntryKind.TRANSFER
                || (kind == EntryKind.FEE && start.spec().followFees());
        if (!payer || !followed) {
            return Optional.of(
                    switch (kind) {
                        case OPENING -> LedgerOriginReason.OPENING;
                        case UNEXPLAINED -> LedgerOriginReason.UNEXPLAINED;
                        case FEE -> LedgerOriginReason.FEE;
                        case MINT, TRANSFER, BURN -> LedgerOriginReason.MINTED;
                    });
        }
        boolean small = limits.dust().signum() > 0 && total(asked).compareTo(Fraction.of(limits.dust())) < 0;
        if (small && hops > 0) {
            return Optional.of(LedgerOriginReason.DUST);
        }
        boolean limit = hops >= limits.hops()
                || page.height(i) < start.spec().fromHeight()
                || !forms.withinBound(asked, limits.denominatorBits());
        return limit ? Optional.of(LedgerOriginReason.LIMIT) : Optional.empty();
    }

    private Fraction total(C asked) {
        return forms.byTarget(asked).values().stream().reduce(Fraction.ZERO, Fraction::plus);
    }

    private void end(
            LedgerOriginReason reason,
            AccountKey account,
            MovementPage page,
            int i,
            C asked,
            @Nullable ServiceLabel label) {
        found.add(new Found<>(reason, account, page.txId(i), page.height(i), page.position(i), asked, label));
    }

    /** Books the asked balance of an account as an origin. */
    private void book(Live<C> account, LedgerOriginReason reason) {
        @Nullable C rest = account.fund.rest();
        if (rest != null) {
            TxId txId = account.last == null ? account.reading.page().txId(account.reading.at()) : account.last.txId();
            found.add(new Found<>(
                    reason,
                    account.view.key(),
                    txId,
                    Math.max(0, account.lastHeight()),
                    account.position(),
                    rest,
                    null));
            account.fund.clear();
        }
    }

    private void drop(Live<C> account, LedgerOriginReason reason) {
        book(account, reason);
        live.remove(account.view.account());
    }

    /** A limit on movements or lots is reached: books all asked value. */
    private void bookAsks() {
        asks.forEach((place, asked) -> {
            var reading = new BackReading(start.index(), place.account(), place.position());
            AccountKey payer = view(place.account()).key();
            asked.forEach(one -> end(LedgerOriginReason.LIMIT, payer, reading.page(), reading.at(), one.asked(), null));
        });
        asks.clear();
    }

    private void bookTarget(SeedDeposit target) {
        var reading = new BackReading(start.index(), target.account(), target.position());
        end(
                LedgerOriginReason.LIMIT,
                target.seed().account(),
                reading.page(),
                reading.at(),
                whole.apply(target.number(), target.amount()),
                null);
    }

    private SealedLedgerOrigins seal() {
        found.sort(Comparator.<Found<C>>comparingLong(Found::position)
                .thenComparing(Found::account)
                .thenComparing(Found::reason));
        var origins = new ArrayList<LedgerOrigin>(found.size());
        for (Found<C> one : found) {
            SortedMap<Integer, Fraction> byTarget = forms.byTarget(one.asked());
            origins.add(new LedgerOrigin(
                    one.reason(), one.account(), one.txId(), one.height(), total(one.asked()), byTarget, one.label()));
        }
        return new SealedLedgerOrigins(
                policy, start.targets().stream().map(SeedDeposit::amount).toList(), read, origins);
    }
}
