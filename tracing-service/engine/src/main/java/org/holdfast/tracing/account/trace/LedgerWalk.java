package org.holdfast.tracing.account.trace;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import org.holdfast.tracing.account.fund.Fund;
import org.holdfast.tracing.account.fund.FundDoctrine;
import org.holdfast.tracing.account.ledger.AccountIndex;
import org.holdfast.tracing.account.ledger.AccountView;
import org.holdfast.tracing.account.ledger.ConversionLink;
import org.holdfast.tracing.account.ledger.Direction;
import org.holdfast.tracing.account.ledger.EntryKind;
import org.holdfast.tracing.account.ledger.MovementPage;
import org.holdfast.tracing.account.ledger.PageRequest;
import org.holdfast.tracing.account.question.LedgerLimits;
import org.holdfast.tracing.account.question.SeedDeposit;
import org.holdfast.tracing.exact.Fraction;
import org.holdfast.tracing.question.Attributions;
import org.holdfast.tracing.question.QuestionCancelled;
import org.holdfast.tracing.question.QuestionMonitor;
import org.holdfast.tracing.question.ServiceLabel;
import org.jspecify.annotations.Nullable;

/**
 * One trace over accounts under one policy. The frontier contains every account with traced value, ordered by the
 * position of its next movement, payments before deposits. So each movement is read once, and a deposit comes after its
 * payment.
 */
final class LedgerWalk<C> {
    private static final int ANNOUNCED_MAX = 16;

    /** The input of a walk, the same for every policy. */
    record Start(
            LedgerSpec spec,
            AccountIndex index,
            Attributions attributions,
            QuestionMonitor monitor,
            List<SeedDeposit> seeds) {
        Start {
            seeds = List.copyOf(seeds);
        }
    }

    /** The outcome of a walk. */
    enum Finish {
        SEALED,
        BEYOND_BOUND,
        UNDEFINED
    }

    /** An account with traced value. */
    private static final class Live<C> {
        private final AccountView view;
        private final Reading reading;
        private final Fund<C> fund;
        private int hops = Integer.MAX_VALUE;
        private LedgerBook.@Nullable Place last;

        Live(AccountView view, Reading reading, Fund<C> fund) {
            this.view = view;
            this.reading = reading;
            this.fund = fund;
        }

        AccountView view() {
            return view;
        }

        Reading reading() {
            return reading;
        }

        Fund<C> fund() {
            return fund;
        }

        long position() {
            return reading.position();
        }

        LedgerBook.Place here() {
            MovementPage page = reading.page();
            int i = reading.at();
            return new LedgerBook.Place(view.key(), page.txId(i), page.height(i), page.position(i));
        }
    }

    /** Traced value that arrives in an account at a position. */
    private record Arrival<C>(int hops, C carried, @Nullable SeedDeposit seed) {}

    private record Due(long position, long account) {}

    private final FundDoctrine<C> doctrine;
    private final Start start;
    private final LedgerLimits limits;
    private final LedgerBook<C> book;
    private final PriorityQueue<Live<C>> frontier =
            new PriorityQueue<>(Comparator.<Live<C>>comparingLong(Live::position)
                    .thenComparing(live -> live.reading().direction() != Direction.OUT));
    private final PriorityQueue<Due> due =
            new PriorityQueue<>(Comparator.comparingLong(Due::position).thenComparingLong(Due::account));
    private final Map<Due, Arrival<C>> arrivals = new HashMap<>();
    /** First pages of accounts that open soon. */
    private final List<PageRequest> announced = new ArrayList<>(ANNOUNCED_MAX);

    private final Map<Long, Live<C>> live = new HashMap<>();
    private final Map<Long, AccountView> views = new HashMap<>();
    private long lots;
    private long read;
    private Finish broken = Finish.SEALED;

    LedgerWalk(FundDoctrine<C> doctrine, Start start, LedgerBook<C> book) {
        this.doctrine = doctrine;
        this.start = start;
        this.limits = start.spec().limits();
        this.book = book;
    }

    Finish run() {
        for (SeedDeposit seed : start.seeds()) {
            expect(
                    seed.position(),
                    seed.account(),
                    new Arrival<>(0, doctrine.ofSeed(seed.number(), seed.amount()), seed));
        }
        while (broken == Finish.SEALED && (!frontier.isEmpty() || !due.isEmpty())) {
            long next = frontier.isEmpty() ? Long.MAX_VALUE : frontier.element().position();
            while (!due.isEmpty() && due.element().position() <= next) {
                Due arrival = due.remove();
                if (!live.containsKey(arrival.account())) {
                    open(arrival.account(), arrival.position());
                    next = Math.min(next, arrival.position());
                }
            }
            if (read >= limits.movements() || lots > limits.lots()) {
                stopAll();
                break;
            }
            QuestionCancelled.check(start.monitor(), book.policy(), read, frontier.size());
            Live<C> account = frontier.remove();
            read++;
            step(account);
        }
        return broken;
    }

    long movementsRead() {
        return read;
    }

    private void expect(long position, long account, Arrival<C> arrival) {
        arrivals.put(new Due(position, account), arrival);
        due.add(new Due(position, account));
        announced.add(new PageRequest(account, position, Reading.FIRST_PAGE));
        if (announced.size() == ANNOUNCED_MAX) {
            start.index().expect(announced);
            announced.clear();
        }
    }

    private void open(long number, long position) {
        var reading = new Reading(start.index(), number, position);
        if (reading.done() || reading.position() != position) {
            throw new IllegalStateException("the index has no movement of account " + number + " at " + position);
        }
        BigInteger before = reading.balanceBefore();
        Fund<C> fund = doctrine.open(before);
        var opened = new Live<>(view(number), reading, fund);
        book.join(opened.view().key().asset(), before);
        lots += fund.lots();
        live.put(number, opened);
        frontier.add(opened);
    }

    private AccountView view(long number) {
        return views.computeIfAbsent(
                number, n -> start.index().accounts(new long[] {n}).getFirst());
    }

    private void step(Live<C> account) {
        Reading reading = account.reading();
        MovementPage page = reading.page();
        int i = reading.at();
        Optional<LedgerReason> cut = cut(account, page.height(i));
        if (cut.isPresent()) {
            boolean arriving = arrivals.containsKey(new Due(page.position(i), page.account()));
            drop(account, cut.get());
            if (arriving && cut.get() == LedgerReason.GAP) {
                due.add(new Due(page.position(i), page.account()));
            } else if (arriving) {
                stopArrival(account);
            }
            return;
        }
        int before = account.fund().lots();
        account.last = account.here();
        switch (page.direction(i)) {
            case IN -> deposit(account, page, i);
            case OUT -> withdraw(account, page, i);
            case SELF -> {}
        }
        lots += account.fund().lots() - before;
        reading.next();
        if (broken != Finish.SEALED) {
            return;
        }
        if (reading.done()) {
            long lastStart = start.index().segments().getLast().first().height();
            drop(account, page.height(i) < lastStart ? LedgerReason.GAP : LedgerReason.HELD);
        } else if (account.fund().rest() == null && book.conserves()) {
            drop(account, LedgerReason.HELD);
        } else {
            frontier.add(account);
        }
    }

    /** The reason to stop at an account before a movement at this height. */
    private Optional<LedgerReason> cut(Live<C> account, long height) {
        if (height > limits.untilHeight()) {
            return Optional.of(LedgerReason.LIMIT);
        }
        LedgerBook.@Nullable Place last = account.last;
        boolean gap = last != null
                && start.index().segments().stream()
                        .anyMatch(segment -> last.height() < segment.first().height()
                                && segment.first().height() <= height);
        return gap ? Optional.of(LedgerReason.GAP) : Optional.empty();
    }

    private void deposit(Live<C> account, MovementPage page, int i) {
        Arrival<C> arrival = arrivals.remove(new Due(page.position(i), page.account()));
        BigInteger amount = page.amount(i);
        if (page.kind(i) == EntryKind.UNEXPLAINED) {
            book.gain(account.here(), amount);
        }
        account.fund().deposit(amount, arrival == null ? null : arrival.carried());
        if (arrival == null) {
            book.join(account.view().key().asset(), amount);
            return;
        }
        account.hops = Math.min(account.hops, arrival.hops());
        if (arrival.seed() != null) {
            book.seed(account.view().key().asset(), arrival.seed().number(), amount);
        }
    }

    private void withdraw(Live<C> account, MovementPage page, int i) {
        if (account.reading().beginsRow()
                && !account.fund().expect(account.reading().row())) {
            broken = Finish.UNDEFINED;
            return;
        }
        @Nullable C part = account.fund().withdraw(page.amount(i));
        if (part == null) {
            return;
        }
        if (!doctrine.withinBound(part)) {
            broken = Finish.BEYOND_BOUND;
            return;
        }
        LedgerBook.Place from = account.here();
        long to = page.counterparty(i);
        boolean followed = page.kind(i) == EntryKind.TRANSFER
                || (page.kind(i) == EntryKind.FEE && start.spec().followFees());
        ConversionLink conversion = page.conversion(i);
        if (conversion != null) {
            convert(account, part, page, i, conversion);
        } else if (to == AccountIndex.ABSENT || !followed) {
            book.end(left(page.kind(i)), from, part, null);
        } else {
            arrive(to, page.position(i), account.hops + 1, part, from);
        }
    }

    private static LedgerReason left(EntryKind kind) {
        return switch (kind) {
            case FEE -> LedgerReason.FEE;
            case UNEXPLAINED -> LedgerReason.UNEXPLAINED;
            case BURN, TRANSFER, MINT, OPENING -> LedgerReason.DESTROYED;
        };
    }

    private void convert(Live<C> account, C part, MovementPage page, int i, ConversionLink link) {
        LedgerBook.Place from = account.here();
        if (link.paid() && link.otherPosition() == AccountIndex.ABSENT) {
            book.end(LedgerReason.CROSSED, from, part, null);
        } else if (!link.paid() || link.otherPosition() < page.position(i)) {
            book.end(LedgerReason.CONVERSION_UNRESOLVED, from, part, null);
        } else {
            book.end(LedgerReason.CONVERTED, from, part, null);
            @Nullable C became = doctrine.converted(part, page.amount(i), link.otherAmount());
            if (became != null) {
                AccountView receiver = view(link.otherAccount());
                book.converted(receiver.key().asset(), became);
                var place = new LedgerBook.Place(receiver.key(), from.txId(), from.height(), link.otherPosition());
                arrive(link.otherAccount(), link.otherPosition(), account.hops + 1, became, place);
            }
        }
    }

    /** Books traced value that a payment brings to an account as an end, or records its arrival. */
    private void arrive(long number, long position, int hops, C part, LedgerBook.Place from) {
        AccountView to = view(number);
        var place = new LedgerBook.Place(to.key(), from.txId(), from.height(), position);
        Optional<ServiceLabel> label = start.attributions().service(to.key().address());
        Arrival<C> here = arrivals.get(new Due(position, number));
        if (here != null) {
            book.end(LedgerReason.LATER_SEED, place, part, null);
        } else if (label.isPresent()) {
            book.end(LedgerReason.SERVICE, place, part, label.get());
        } else if (to.movements() > limits.hubMovements()) {
            book.end(LedgerReason.HUB, place, part, null);
        } else if (limits.dust().signum() > 0 && doctrine.total(part).compareTo(Fraction.of(limits.dust())) < 0) {
            book.end(LedgerReason.DUST, place, part, null);
        } else if (hops > limits.hops()) {
            book.end(LedgerReason.LIMIT, place, part, null);
        } else {
            expect(position, number, new Arrival<>(hops, part, null));
        }
    }

    /** Books the traced value of an account as an end and closes the account. */
    private void drop(Live<C> account, LedgerReason reason) {
        @Nullable C rest = account.fund().rest();
        LedgerBook.@Nullable Place place = account.last;
        if (rest != null && place != null) {
            book.end(reason, place, rest, null);
        }
        lots -= account.fund().lots();
        live.remove(account.view().account());
    }

    /** Books the value that arrives in the next movement of an account. */
    private void stopArrival(Live<C> account) {
        Arrival<C> pending =
                arrivals.remove(new Due(account.position(), account.view().account()));
        if (pending != null) {
            stop(account, pending, LedgerReason.LIMIT);
        }
    }

    private void stop(Live<C> account, Arrival<C> pending, LedgerReason reason) {
        if (pending.seed() != null) {
            book.seed(
                    account.view().key().asset(),
                    pending.seed().number(),
                    pending.seed().amount());
        }
        book.end(reason, account.here(), pending.carried(), null);
    }

    /** A limit on movements or lots is reached: books all traced value of accounts and arrivals. */
    private void stopAll() {
        List.copyOf(live.values()).forEach(account -> drop(account, LedgerReason.LIMIT));
        arrivals.forEach((at, arrival) -> {
            Reading reading = new Reading(start.index(), at.account(), at.position());
            stop(new Live<>(view(at.account()), reading, doctrine.open(BigInteger.ZERO)), arrival, LedgerReason.LIMIT);
        });
        arrivals.clear();
        frontier.clear();
        due.clear();
    }
}
