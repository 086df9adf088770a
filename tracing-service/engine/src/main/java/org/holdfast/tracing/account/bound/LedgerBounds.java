package org.holdfast.tracing.account.bound;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Predicate;
import org.holdfast.primitives.AssetId;
import org.holdfast.primitives.TxId;
import org.holdfast.tracing.account.ledger.AccountIndex;
import org.holdfast.tracing.account.ledger.AccountKey;
import org.holdfast.tracing.account.ledger.AccountView;
import org.holdfast.tracing.account.ledger.ConversionLink;
import org.holdfast.tracing.account.ledger.Direction;
import org.holdfast.tracing.account.ledger.EntryKind;
import org.holdfast.tracing.account.ledger.MovementPage;
import org.holdfast.tracing.account.ledger.PageRequest;
import org.holdfast.tracing.account.question.SeedDeposit;
import org.holdfast.tracing.account.trace.LedgerReason;
import org.holdfast.tracing.account.trace.LedgerSpec;
import org.holdfast.tracing.flow.FlowNetwork;
import org.holdfast.tracing.flow.Interval;
import org.holdfast.tracing.question.Attributions;
import org.holdfast.tracing.question.Policy;
import org.holdfast.tracing.question.QuestionCancelled;
import org.holdfast.tracing.question.QuestionMonitor;
import org.holdfast.tracing.question.ServiceLabel;
import org.jspecify.annotations.Nullable;

/**
 * Bounds on account ledgers, in one asset. An exchange into another asset is a destination. Each account is a chain of
 * nodes, one after each movement; the capacity between two nodes is the balance between the movements. The ends equal
 * those of a trace of the same specification. Dust, hop and lot limits are ignored; the limit on movements applies.
 */
public final class LedgerBounds {
    /** A place where value can end: the account that holds it, or the payer if it leaves the ledger. */
    public record Destination(
            LedgerReason reason,
            AccountKey account,
            @Nullable TxId txId,
            @Nullable ServiceLabel label) {}

    /** An account whose movements up to some position are in the network. */
    private static final class Line {
        private final AccountView view;
        private int node = -1;
        private BigInteger balance = BigInteger.ZERO;
        private final List<MovementPage> page = new ArrayList<>(1);
        private int at;
        private long height;

        Line(AccountView view) {
            this.view = view;
        }

        MovementPage page() {
            return page.getFirst();
        }

        boolean done() {
            return at >= page().size();
        }

        long position() {
            return page().position(at);
        }

        boolean out() {
            return page().direction(at) == Direction.OUT;
        }
    }

    private record Place(long position, long account) {}

    private final LedgerSpec spec;
    private final AccountIndex index;
    private final Attributions attributions;
    private final QuestionMonitor monitor;
    private final FlowNetwork<Destination> network;
    private long read;
    private final PriorityQueue<Line> frontier =
            new PriorityQueue<>(Comparator.comparingLong(Line::position).thenComparing(line -> !line.out()));
    private final Map<Long, Line> lines = new HashMap<>();
    private final Map<Place, SeedDeposit> seeds = new HashMap<>();
    private final Map<Place, Integer> arrivals = new HashMap<>();
    private final PriorityQueue<Place> due = new PriorityQueue<>(Comparator.comparingLong(Place::position));

    private LedgerBounds(LedgerSpec spec, AccountIndex index, Attributions attributions, QuestionMonitor monitor) {
        this.spec = spec;
        this.index = index;
        this.attributions = attributions;
        this.monitor = monitor;
        this.network = new FlowNetwork<>(monitor);
    }

    /**
     * The least and the most that any conserving policy puts at the chosen destinations. Seeds of other assets are
     * ignored.
     *
     * @throws org.holdfast.primitives.InputFaultException for a seed that cannot be traced, with the codes of a trace
     */
    public static Interval of(
            LedgerSpec spec,
            AssetId asset,
            AccountIndex index,
            Attributions attributions,
            Predicate<Destination> chosen) {
        return over(spec, asset, index, attributions, QuestionMonitor.NONE).of(chosen);
    }

    /**
     * The network of a specification in one asset. It answers for any set of destinations.
     *
     * @throws org.holdfast.primitives.InputFaultException for a seed that cannot be traced, with the codes of a trace
     * @throws QuestionCancelled if the monitor cancels
     */
    public static LedgerBounds over(
            LedgerSpec spec, AssetId asset, AccountIndex index, Attributions attributions, QuestionMonitor monitor) {
        var bounds = new LedgerBounds(spec, index, attributions, monitor);
        bounds.build(asset);
        return bounds;
    }

    /** The bounds of the chosen destinations together. */
    public Interval of(Predicate<Destination> chosen) {
        return network.bounds(chosen);
    }

    /** Every destination of the network. */
    public List<Destination> destinations() {
        return network.destinations();
    }

    private void build(AssetId asset) {
        for (SeedDeposit seed : SeedDeposit.find(spec.chain(), spec.seeds(), index)) {
            if (seed.seed().account().asset().equals(asset)) {
                var place = new Place(seed.position(), seed.account());
                int node = network.node();
                network.seed(node, seed.amount());
                seeds.put(place, seed);
                arrivals.put(place, node);
                due.add(place);
            }
        }
        while (!frontier.isEmpty() || !due.isEmpty()) {
            while (!due.isEmpty()
                    && (frontier.isEmpty()
                            || due.element().position() <= frontier.element().position())) {
                reach(due.remove());
            }
            if (read >= spec.limits().movements()) {
                stop();
                return;
            }
            QuestionCancelled.check(monitor, Policy.POISON, read++, frontier.size());
            step(frontier.remove());
        }
    }

    /** The limit on movements is reached: each balance and each payment not yet received becomes a destination. */
    private void stop() {
        for (Line line : frontier) {
            if (line.node >= 0) {
                network.outlet(
                        line.node, line.balance, new Destination(LedgerReason.LIMIT, line.view.key(), null, null));
            }
        }
        arrivals.forEach((place, node) -> {
            AccountView view = index.accounts(new long[] {place.account()}).getFirst();
            BigInteger amount = index.load(List.of(new PageRequest(place.account(), place.position(), 1)))
                    .getFirst()
                    .amount(0);
            network.outlet(node, amount, new Destination(LedgerReason.LIMIT, view.key(), null, null));
        });
    }

    /** Adds an account to the frontier, once, from a position on. */
    private void reach(Place place) {
        if (lines.containsKey(place.account())) {
            return;
        }
        AccountView view = index.accounts(new long[] {place.account()}).getFirst();
        var line = new Line(view);
        line.page.add(index.load(List.of(new PageRequest(place.account(), place.position(), PageRequest.MOST)))
                .getFirst());
        lines.put(place.account(), line);
        frontier.add(line);
    }

    private void step(Line line) {
        MovementPage page = line.page();
        int i = line.at;
        BigInteger before = line.balance;
        BigInteger after = page.balanceAfter(i);
        if (line.node >= 0 && gap(line.height, page.height(i))) {
            network.outlet(line.node, before, new Destination(LedgerReason.GAP, line.view.key(), null, null));
            line.node = -1;
        }
        line.height = page.height(i);
        int was = line.node;
        if (page.direction(i) == Direction.SELF) {
            next(line);
            return;
        }
        int now = network.node();
        line.node = now;
        line.balance = after;
        if (was >= 0) {
            network.pipe(was, now, before.min(after));
        }
        if (page.direction(i) == Direction.IN) {
            Integer from = arrivals.remove(new Place(page.position(i), page.account()));
            if (from != null) {
                network.pipe(from, now, page.amount(i));
            }
        } else if (was >= 0) {
            pay(line, was, page, i);
        }
        next(line);
    }

    private boolean gap(long before, long now) {
        return index.segments().stream()
                .anyMatch(segment ->
                        before < segment.first().height() && segment.first().height() <= now);
    }

    private void next(Line line) {
        int i = line.at++;
        MovementPage page = line.page();
        if (line.done() && !page.last()) {
            line.page.set(
                    0,
                    index.load(List.of(new PageRequest(page.account(), page.position(i) + 1, PageRequest.MOST)))
                            .getFirst());
            line.at = 0;
        }
        if (!line.done()) {
            frontier.add(line);
        } else if (line.node >= 0) {
            boolean gap = page.height(i) < index.segments().getLast().first().height();
            LedgerReason reason = gap ? LedgerReason.GAP : LedgerReason.HELD;
            network.outlet(line.node, line.balance, new Destination(reason, line.view.key(), null, null));
        }
    }

    private void pay(Line line, int from, MovementPage page, int i) {
        BigInteger amount = page.amount(i);
        TxId txId = page.txId(i);
        long to = page.counterparty(i);
        ConversionLink link = page.conversion(i);
        boolean followed = page.kind(i) == EntryKind.TRANSFER || (page.kind(i) == EntryKind.FEE && spec.followFees());
        if (link != null || to == AccountIndex.ABSENT || !followed) {
            LedgerReason reason = link != null ? exchanged(link, page.position(i)) : left(page.kind(i));
            network.outlet(from, amount, new Destination(reason, line.view.key(), txId, null));
            return;
        }
        AccountView receiver = index.accounts(new long[] {to}).getFirst();
        Optional<ServiceLabel> label = attributions.service(receiver.key().address());
        var place = new Place(page.position(i), to);
        if (seeds.containsKey(place)) {
            network.outlet(from, amount, new Destination(LedgerReason.LATER_SEED, receiver.key(), txId, null));
        } else if (label.isPresent()) {
            network.outlet(from, amount, new Destination(LedgerReason.SERVICE, receiver.key(), txId, label.get()));
        } else if (receiver.movements() > spec.limits().hubMovements()) {
            network.outlet(from, amount, new Destination(LedgerReason.HUB, receiver.key(), txId, null));
        } else {
            int node = network.node();
            network.pipe(from, node, amount);
            arrivals.put(place, node);
            reach(place);
        }
    }

    private static LedgerReason exchanged(ConversionLink link, long position) {
        if (link.paid() && link.otherPosition() == AccountIndex.ABSENT) {
            return LedgerReason.CROSSED;
        }
        boolean later = link.paid() && link.otherPosition() > position;
        return later ? LedgerReason.CONVERTED : LedgerReason.CONVERSION_UNRESOLVED;
    }

    private static LedgerReason left(EntryKind kind) {
        return switch (kind) {
            case FEE -> LedgerReason.FEE;
            case UNEXPLAINED -> LedgerReason.UNEXPLAINED;
            case BURN, TRANSFER, MINT, OPENING -> LedgerReason.DESTROYED;
        };
    }
}
