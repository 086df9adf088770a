package org.holdfast.tracing.trace;

import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.holdfast.tracing.graph.GraphIndex;
import org.holdfast.tracing.graph.TransactionCursor;
import org.holdfast.tracing.graph.TransactionView;
import org.holdfast.tracing.policy.Doctrine;
import org.holdfast.tracing.policy.Doctrine.Arrival;
import org.holdfast.tracing.policy.Doctrine.Passage;
import org.holdfast.tracing.policy.Fraction;
import org.holdfast.tracing.policy.LargestRemainder;
import org.holdfast.tracing.policy.Policy;
import org.jspecify.annotations.Nullable;

/**
 * One trace under one doctrine. The frontier is keyed by position, which grows along every spend: when the smallest
 * position is taken, everything that can arrive there has arrived, so each transaction is visited once.
 */
final class Walk<C> {
    /** How many transactions of the frontier are asked for at once, so that a distant index hides its latency. */
    private static final int BATCH = 256;

    /** What every doctrine starts from. */
    record Start(
            Limits limits,
            GraphIndex graph,
            Attributions attributions,
            RetentionView retention,
            TraceMonitor monitor,
            List<SeedOutput> seeds) {
        Start {
            seeds = List.copyOf(seeds);
        }
    }

    /** Traced value on its way into a transaction; it comes from the output of the one at {@code from}. */
    private record Incoming<C>(long from, int output, int input, int hops, C carried) {}

    private record Found<C>(
            EndReason reason,
            long position,
            int output,
            C carried,
            @Nullable ServiceLabel label,
            long spentBy) {}

    private record OutputKey(long position, int output) {}

    private final Policy policy;
    private final Doctrine<C> doctrine;
    private final Start start;
    private final Map<OutputKey, SeedOutput> seedsByOutput = new HashMap<>();
    private final long[] seedPositions;
    private final boolean labelled;
    private final long lastSegmentStart;
    private final PositionHeap frontier = new PositionHeap();
    private final List<Incoming<C>> waiting = new ArrayList<>();
    private final ArrayDeque<Integer> free = new ArrayDeque<>();
    private final TransactionCursor cursor;
    private final TransactionCursor cursorAtEnds;
    private final long[] ahead = new long[BATCH];
    private final List<Found<C>> found = new ArrayList<>();
    private final long[] lots = new long[1];

    Walk(Policy policy, Doctrine<C> doctrine, Start start) {
        this.policy = policy;
        this.doctrine = doctrine;
        this.start = start;
        this.seedPositions = start.seeds().stream()
                .mapToLong(seed -> seed.transaction().position())
                .sorted()
                .toArray();
        this.labelled = !start.attributions().equals(Attributions.NONE);
        this.lastSegmentStart = start.graph().segments().getLast().first().height();
        this.cursor = start.graph().cursor();
        this.cursorAtEnds = start.graph().cursor();
    }

    /** Empty where the doctrine's arithmetic reached its bound. */
    Optional<SealedTrace> run() {
        for (SeedOutput seed : start.seeds()) {
            seedsByOutput.put(new OutputKey(seed.transaction().position(), seed.output()), seed);
        }
        for (SeedOutput seed : start.seeds()) {
            settle(seed.transaction(), seed.output(), 0, doctrine.ofSeed(seed.number(), seed.value()));
        }
        long visited = 0;
        BigInteger joinedClean = BigInteger.ZERO;
        BigInteger joinedUnknown = BigInteger.ZERO;
        while (!frontier.isEmpty()
                && visited < start.limits().transactions()
                && lots[0] <= start.limits().lots()) {
            TraceCancelled.check(start.monitor(), policy, visited, frontier.size());
            List<Incoming<C>> incoming = takeFirst(visited);
            if (cursor.height() > start.limits().untilHeight()) {
                incoming.forEach(in -> stop(EndReason.LIMIT, in));
                continue;
            }
            Optional<Passage<C>> passed = doctrine.pass(cursor, arrivals(incoming));
            if (passed.isEmpty()) {
                return Optional.empty();
            }
            visited++;
            if (!policy.conserves()) {
                joinedClean = joinedClean.add(BigInteger.valueOf(passed.get().joinedClean()));
                joinedUnknown =
                        joinedUnknown.add(BigInteger.valueOf(passed.get().joinedUnknown()));
            }
            spread(incoming, passed.get());
        }
        while (!frontier.isEmpty()) {
            stop(EndReason.LIMIT, waiting.get(frontier.take()));
        }
        return Optional.of(seal(visited, joinedClean, joinedUnknown));
    }

    /** Stands on the first transaction of the frontier and takes what arrived there, in input order. */
    private List<Incoming<C>> takeFirst(long visited) {
        if (visited % (BATCH / 4) == 0) {
            cursor.expect(ahead, frontier.peek(ahead));
        }
        long position = frontier.first();
        Incoming<C> first = take();
        cursor.moveTo(position);
        if (!frontier.hasMoreAt(position)) {
            return List.of(first);
        }
        var incoming = new ArrayList<Incoming<C>>();
        incoming.add(first);
        while (frontier.hasMoreAt(position)) {
            incoming.add(take());
        }
        incoming.sort(Comparator.comparingInt(Incoming::input));
        return incoming;
    }

    private Incoming<C> take() {
        int slot = frontier.take();
        Incoming<C> incoming = waiting.get(slot);
        free.push(slot);
        lots[0] -= doctrine.lots(incoming.carried());
        return incoming;
    }

    private List<Arrival<C>> arrivals(List<Incoming<C>> incoming) {
        if (incoming.size() == 1) {
            return List.of(new Arrival<>(
                    incoming.getFirst().input(), incoming.getFirst().carried()));
        }
        var arrivals = new ArrayList<Arrival<C>>(incoming.size());
        for (Incoming<C> in : incoming) {
            arrivals.add(new Arrival<>(in.input(), in.carried()));
        }
        return arrivals;
    }

    private void spread(List<Incoming<C>> incoming, Passage<C> passage) {
        int hops = Integer.MAX_VALUE;
        for (Incoming<C> in : incoming) {
            hops = Math.min(hops, in.hops() + 1);
        }
        for (Doctrine.Placed<C> placed : passage.placed()) {
            settle(cursor, placed.output(), hops, placed.carried());
        }
        if (passage.fee() != null) {
            found.add(new Found<>(EndReason.FEE, cursor.position(), End.FEE, passage.fee(), null, GraphIndex.ABSENT));
        }
        for (Arrival<C> unplaced : passage.unplaced()) {
            incoming.stream()
                    .filter(in -> in.input() == unplaced.input())
                    .forEach(in -> stop(EndReason.INPUT_VALUE_UNKNOWN, in));
        }
    }

    /** Decides what becomes of traced value that stands at an output: an end, or the next transaction. */
    private void settle(TransactionView transaction, int output, int hops, C carried) {
        boolean ownSeed = hops == 0;
        if (!ownSeed && isSeed(transaction.position(), output)) {
            end(EndReason.LATER_SEED, transaction, output, carried);
            return;
        }
        long spender = transaction.spender(output);
        if (transaction.outputDestroys(output) || spender == TransactionView.OVERWRITTEN) {
            end(EndReason.DESTROYED, transaction, output, carried);
            return;
        }
        Optional<ServiceLabel> label = labelled
                ? Optional.ofNullable(transaction.outputAddress(output)).flatMap(start.attributions()::service)
                : Optional.empty();
        if (label.isPresent()) {
            found.add(new Found<>(EndReason.SERVICE, transaction.position(), output, carried, label.get(), spender));
        } else if (spender == GraphIndex.ABSENT) {
            end(isBeforeGap(transaction.height()) ? EndReason.GAP : EndReason.UNSPENT, transaction, output, carried);
        } else if (start.limits().dust() > 0
                && doctrine.total(carried).compareTo(Fraction.of(start.limits().dust())) < 0) {
            end(EndReason.DUST, transaction, output, carried);
        } else if (hops >= start.limits().hops()) {
            end(EndReason.LIMIT, transaction, output, carried);
        } else {
            lots[0] += doctrine.lots(carried);
            int slot = hold(
                    new Incoming<>(transaction.position(), output, transaction.spenderInput(output), hops, carried));
            frontier.add(spender, slot);
        }
    }

    private int hold(Incoming<C> incoming) {
        if (free.isEmpty()) {
            waiting.add(incoming);
            return waiting.size() - 1;
        }
        int slot = free.pop();
        waiting.set(slot, incoming);
        return slot;
    }

    private boolean isSeed(long position, int output) {
        return Arrays.binarySearch(seedPositions, position) >= 0
                && seedsByOutput.containsKey(new OutputKey(position, output));
    }

    private boolean isBeforeGap(long height) {
        return height < lastSegmentStart;
    }

    private void end(EndReason reason, TransactionView transaction, int output, C carried) {
        found.add(new Found<>(reason, transaction.position(), output, carried, null, transaction.spender(output)));
    }

    private void stop(EndReason reason, Incoming<C> incoming) {
        cursorAtEnds.moveTo(incoming.from());
        end(reason, cursorAtEnds, incoming.output(), incoming.carried());
    }

    private SealedTrace seal(long visited, BigInteger joinedClean, BigInteger joinedUnknown) {
        found.sort(Comparator.<Found<C>>comparingLong(Found::position)
                .thenComparingInt(f -> f.output() == End.FEE ? Integer.MAX_VALUE : f.output()));
        List<BigInteger> seedValues = start.seeds().stream()
                .map(seed -> BigInteger.valueOf(seed.value()))
                .toList();
        BigInteger total = seedValues.stream().reduce(BigInteger.ZERO, BigInteger::add);
        List<Fraction> shares =
                found.stream().map(f -> doctrine.total(f.carried())).toList();
        List<BigInteger> whole = LargestRemainder.round(total.add(joinedClean).add(joinedUnknown), shares);
        Map<Long, TransactionView> spenders = spenders();
        var ends = new ArrayList<End>(found.size());
        for (int i = 0; i < found.size(); i++) {
            Found<C> f = found.get(i);
            boolean fee = f.output() == End.FEE;
            if (i == 0 || found.get(i - 1).position() != f.position()) {
                cursorAtEnds.moveTo(f.position());
            }
            TransactionView spender = spenders.get(f.spentBy());
            ends.add(new End(
                    f.reason(),
                    cursorAtEnds.id(),
                    f.output(),
                    cursorAtEnds.height(),
                    fee ? whole.get(i).longValueExact() : cursorAtEnds.outputValue(f.output()),
                    fee ? null : cursorAtEnds.outputAddress(f.output()),
                    whole.get(i),
                    shares.get(i),
                    doctrine.bySeed(f.carried()),
                    f.label(),
                    spender == null ? null : spender.id()));
        }
        return new SealedTrace(
                policy,
                doctrine.arithmetic(),
                seedValues,
                joinedClean,
                joinedUnknown,
                visited,
                start.retention().decided(),
                ends);
    }

    private Map<Long, TransactionView> spenders() {
        long[] positions = found.stream()
                .mapToLong(Found::spentBy)
                .filter(position -> position > 0)
                .distinct()
                .toArray();
        var spenders = new HashMap<Long, TransactionView>();
        start.graph().load(positions).forEach(transaction -> spenders.put(transaction.position(), transaction));
        return spenders;
    }
}
