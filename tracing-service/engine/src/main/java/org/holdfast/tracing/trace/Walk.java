package org.holdfast.tracing.trace;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.holdfast.tracing.graph.GraphIndex;
import org.holdfast.tracing.graph.Segment;
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

    /** A seed with its transaction. */
    record Seed(int number, TransactionView transaction, int output) {
        long value() {
            return transaction.outputValue(output);
        }
    }

    /** What every doctrine starts from. */
    record Start(
            Limits limits, GraphIndex graph, Attributions attributions, RetentionView retention, List<Seed> seeds) {
        Start {
            seeds = List.copyOf(seeds);
        }
    }

    /** Traced value on its way into a transaction. */
    private record Incoming<C>(TransactionView from, int output, int input, int hops, C carried) {}

    private record Found<C>(
            EndReason reason,
            TransactionView transaction,
            int output,
            C carried,
            @Nullable ServiceLabel label,
            long spentBy) {}

    private record OutputKey(long position, int output) {}

    private final Policy policy;
    private final Doctrine<C> doctrine;
    private final Start start;
    private final List<Segment> segments;
    private final Map<OutputKey, Seed> seedsByOutput = new HashMap<>();
    private final TreeMap<Long, List<Incoming<C>>> frontier = new TreeMap<>();
    private final Map<Long, TransactionView> loaded = new HashMap<>();
    private final List<Found<C>> found = new ArrayList<>();

    Walk(Policy policy, Doctrine<C> doctrine, Start start) {
        this.policy = policy;
        this.doctrine = doctrine;
        this.start = start;
        this.segments = start.graph().segments();
    }

    /** Empty where the doctrine's arithmetic reached its bound. */
    Optional<SealedTrace> run() {
        for (Seed seed : start.seeds()) {
            seedsByOutput.put(new OutputKey(seed.transaction().position(), seed.output()), seed);
        }
        for (Seed seed : start.seeds()) {
            settle(seed.transaction(), seed.output(), 0, doctrine.ofSeed(seed.number(), seed.value()));
        }
        long visited = 0;
        BigInteger joinedClean = BigInteger.ZERO;
        BigInteger joinedUnknown = BigInteger.ZERO;
        while (!frontier.isEmpty() && visited < start.limits().transactions()) {
            TransactionView transaction = takeFirst();
            List<Incoming<C>> incoming = arrivedAt(transaction);
            Optional<Passage<C>> passed = doctrine.pass(
                    transaction,
                    incoming.stream()
                            .map(in -> new Arrival<>(in.input(), in.carried()))
                            .toList());
            if (passed.isEmpty()) {
                return Optional.empty();
            }
            visited++;
            joinedClean = joinedClean.add(BigInteger.valueOf(passed.get().joinedClean()));
            joinedUnknown = joinedUnknown.add(BigInteger.valueOf(passed.get().joinedUnknown()));
            spread(transaction, incoming, passed.get());
        }
        frontier.values().forEach(rest -> rest.forEach(in -> stop(EndReason.LIMIT, in)));
        return Optional.of(seal(visited, joinedClean, joinedUnknown));
    }

    private TransactionView takeFirst() {
        long first = frontier.firstKey();
        if (!loaded.containsKey(first)) {
            long[] wanted = frontier.keySet().stream()
                    .filter(position -> !loaded.containsKey(position))
                    .limit(BATCH)
                    .mapToLong(Long::longValue)
                    .toArray();
            start.graph().load(wanted).forEach(transaction -> loaded.put(transaction.position(), transaction));
        }
        TransactionView transaction = loaded.remove(first);
        if (transaction == null) {
            throw new IllegalStateException("the index did not load the transaction at " + first);
        }
        return transaction;
    }

    private List<Incoming<C>> arrivedAt(TransactionView transaction) {
        List<Incoming<C>> incoming = frontier.remove(transaction.position());
        if (incoming == null) {
            throw new IllegalStateException("nothing arrived at " + transaction.id());
        }
        incoming.sort(Comparator.comparingInt(Incoming::input));
        return incoming;
    }

    private void spread(TransactionView transaction, List<Incoming<C>> incoming, Passage<C> passage) {
        int hops = 1 + incoming.stream().mapToInt(Incoming::hops).min().orElse(0);
        for (Doctrine.Placed<C> placed : passage.placed()) {
            settle(transaction, placed.output(), hops, placed.carried());
        }
        if (passage.fee() != null) {
            found.add(new Found<>(EndReason.FEE, transaction, End.FEE, passage.fee(), null, GraphIndex.ABSENT));
        }
        for (Arrival<C> unplaced : passage.unplaced()) {
            incoming.stream()
                    .filter(in -> in.input() == unplaced.input())
                    .forEach(in -> stop(EndReason.INPUT_VALUE_UNKNOWN, in));
        }
    }

    /** Decides what becomes of traced value that stands at an output: an end, or the next transaction. */
    private void settle(TransactionView transaction, int output, int hops, C carried) {
        Seed seed = seedsByOutput.get(new OutputKey(transaction.position(), output));
        boolean ownSeed = hops == 0;
        if (seed != null && !ownSeed) {
            end(EndReason.LATER_SEED, transaction, output, carried);
            return;
        }
        long spender = transaction.spender(output);
        if (transaction.outputDestroys(output) || spender == TransactionView.OVERWRITTEN) {
            end(EndReason.DESTROYED, transaction, output, carried);
            return;
        }
        Optional<ServiceLabel> label =
                Optional.ofNullable(transaction.outputAddress(output)).flatMap(start.attributions()::service);
        if (label.isPresent()) {
            found.add(new Found<>(EndReason.SERVICE, transaction, output, carried, label.get(), spender));
        } else if (spender == GraphIndex.ABSENT) {
            end(isBeforeGap(transaction.height()) ? EndReason.GAP : EndReason.UNSPENT, transaction, output, carried);
        } else if (start.limits().dust() > 0
                && doctrine.total(carried).compareTo(Fraction.of(start.limits().dust())) < 0) {
            end(EndReason.DUST, transaction, output, carried);
        } else if (hops >= start.limits().hops()) {
            end(EndReason.LIMIT, transaction, output, carried);
        } else {
            frontier.computeIfAbsent(spender, position -> new ArrayList<>())
                    .add(new Incoming<>(transaction, output, transaction.spenderInput(output), hops, carried));
        }
    }

    private boolean isBeforeGap(long height) {
        return height < segments.getLast().first().height();
    }

    private void end(EndReason reason, TransactionView transaction, int output, C carried) {
        found.add(new Found<>(reason, transaction, output, carried, null, transaction.spender(output)));
    }

    private void stop(EndReason reason, Incoming<C> incoming) {
        end(reason, incoming.from(), incoming.output(), incoming.carried());
    }

    private SealedTrace seal(long visited, BigInteger joinedClean, BigInteger joinedUnknown) {
        found.sort(Comparator.<Found<C>>comparingLong(f -> f.transaction().position())
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
            TransactionView spender = spenders.get(f.spentBy());
            ends.add(new End(
                    f.reason(),
                    f.transaction().id(),
                    f.output(),
                    f.transaction().height(),
                    fee ? whole.get(i).longValueExact() : f.transaction().outputValue(f.output()),
                    fee ? null : f.transaction().outputAddress(f.output()),
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
