package org.holdfast.tracing.output.origin;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.primitives.Outpoint;
import org.holdfast.tracing.exact.Fraction;
import org.holdfast.tracing.output.graph.GraphIndex;
import org.holdfast.tracing.output.graph.TransactionView;
import org.holdfast.tracing.output.question.OutputLimits;
import org.holdfast.tracing.output.question.SeedOutput;
import org.holdfast.tracing.question.Attributions;
import org.holdfast.tracing.question.Policy;
import org.holdfast.tracing.question.QuestionCancelled;
import org.holdfast.tracing.question.QuestionMonitor;
import org.holdfast.tracing.question.ServiceLabel;
import org.holdfast.tracing.written.WrittenResult;

/**
 * Traces value backward over outputs. Pure: the same question, index and labels give the same result. The frontier is
 * ordered by position, which falls along every step back. When the walk takes the largest position, all asks for that
 * transaction have arrived.
 */
public final class OriginTracer {
    private OriginTracer() {}

    /** Traces back under every policy of the specification. Refuses an output that cannot be traced. */
    public static OriginOutcome trace(
            OriginSpec spec, GraphIndex graph, Attributions attributions, QuestionMonitor monitor) {
        try {
            List<SeedOutput> targets = SeedOutput.find(spec.chain(), spec.targets(), graph);
            Set<Place> sources = new HashSet<>();
            for (SeedOutput source : SeedOutput.find(spec.chain(), spec.sources(), graph)) {
                sources.add(new Place(source.transaction().position(), source.output()));
            }
            var results = new ArrayList<SealedOrigins>();
            for (Policy policy : spec.policies()) {
                var start = new Start(spec, graph, attributions, monitor, targets, sources);
                results.add(
                        policy == Policy.PRO_RATA
                                ? new Walk<>(
                                                policy,
                                                new ShareInverse(spec.limits().denominatorBits()),
                                                start)
                                        .run()
                                : new Walk<>(policy, new IntervalInverse(policy == Policy.LIFO), start).run());
            }
            return new OriginOutcome.Traced(new OriginResult(
                    spec, WrittenResult.ENGINE_VERSION, attributions.labelSet(), graph.segments(), results));
        } catch (InputFaultException e) {
            return new OriginOutcome.Refused(e.fault());
        } catch (QuestionCancelled e) {
            return new OriginOutcome.Refused(QuestionCancelled.fault());
        }
    }

    private record Place(long position, int output) {}

    private record Start(
            OriginSpec spec,
            GraphIndex graph,
            Attributions attributions,
            QuestionMonitor monitor,
            List<SeedOutput> targets,
            Set<Place> sources) {}

    /** The value asked of an output, and its number of steps from the target. */
    private record Asked<C>(int output, int hops, C asked) {}

    private record Found<C>(
            OriginReason reason, TransactionView transaction, int output, C asked, Optional<ServiceLabel> label) {}

    private static final class Walk<C> {
        private final Policy policy;
        private final Inverse<C> inverse;
        private final Start start;
        private final OutputLimits limits;
        private final TreeMap<Long, List<Asked<C>>> frontier = new TreeMap<>();
        private final List<Found<C>> found = new ArrayList<>();

        Walk(Policy policy, Inverse<C> inverse, Start start) {
            this.policy = policy;
            this.inverse = inverse;
            this.start = start;
            this.limits = start.spec().limits();
        }

        SealedOrigins run() {
            for (SeedOutput target : start.targets()) {
                ask(
                        target.transaction().position(),
                        new Asked<>(target.output(), 0, inverse.ofTarget(target.number(), target.value())));
            }
            long visited = 0;
            while (!frontier.isEmpty()) {
                var last = frontier.pollLastEntry();
                TransactionView transaction =
                        start.graph().load(new long[] {last.getKey()}).getFirst();
                QuestionCancelled.check(start.monitor(), policy, visited, frontier.size());
                if (visited >= limits.transactions()
                        || transaction.height() < start.spec().fromHeight()) {
                    last.getValue().forEach(asked -> stop(OriginReason.LIMIT, transaction, asked));
                } else {
                    visited++;
                    step(transaction, last.getValue());
                }
            }
            return seal(visited);
        }

        private void ask(long position, Asked<C> asked) {
            frontier.computeIfAbsent(position, key -> new ArrayList<>()).add(asked);
        }

        private void step(TransactionView transaction, List<Asked<C>> arrived) {
            var asks = new TreeMap<Integer, C>();
            int hops = Integer.MAX_VALUE;
            for (Asked<C> asked : arrived) {
                if (isStopped(transaction, asked)) {
                    continue;
                }
                hops = Math.min(hops, asked.hops());
                asks.merge(asked.output(), asked.asked(), inverse::sum);
            }
            if (asks.isEmpty()) {
                return;
            }
            List<Inverse.Ask<C>> list = asks.entrySet().stream()
                    .map(entry -> new Inverse.Ask<>(entry.getKey(), entry.getValue()))
                    .toList();
            Optional<Inverse.Sourcing<C>> sourcing = inverse.back(transaction, list);
            if (sourcing.isEmpty()) {
                list.forEach(ask -> end(OriginReason.LIMIT, transaction, ask.place(), ask.asked()));
                return;
            }
            sourcing.get()
                    .unknown()
                    .forEach(ask -> end(OriginReason.INPUT_VALUE_UNKNOWN, transaction, ask.place(), ask.asked()));
            for (Inverse.Ask<C> ask : sourcing.get().inputs()) {
                ask(
                        transaction.inputSource(ask.place()),
                        new Asked<>(transaction.inputSourceOutput(ask.place()), hops + 1, ask.asked()));
            }
        }

        /** Books an origin at the output and returns true if the trace ends there. */
        private boolean isStopped(TransactionView transaction, Asked<C> asked) {
            Optional<ServiceLabel> label = asked.hops() == 0
                    ? Optional.empty()
                    : Optional.ofNullable(transaction.outputAddress(asked.output()))
                            .flatMap(start.attributions()::service);
            if (start.sources().contains(new Place(transaction.position(), asked.output()))) {
                stop(OriginReason.SOURCE, transaction, asked);
            } else if (label.isPresent()) {
                found.add(new Found<>(OriginReason.SERVICE, transaction, asked.output(), asked.asked(), label));
            } else if (transaction.coinbase()) {
                stop(OriginReason.COINBASE, transaction, asked);
            } else if (asked.hops() >= limits.hops()) {
                stop(OriginReason.LIMIT, transaction, asked);
            } else if (limits.dust() > 0 && total(asked.asked()).compareTo(Fraction.of(limits.dust())) < 0) {
                stop(OriginReason.DUST, transaction, asked);
            } else {
                return false;
            }
            return true;
        }

        private Fraction total(C asked) {
            return inverse.byTarget(asked).values().stream().reduce(Fraction.ZERO, Fraction::plus);
        }

        private void stop(OriginReason reason, TransactionView transaction, Asked<C> asked) {
            end(reason, transaction, asked.output(), asked.asked());
        }

        private void end(OriginReason reason, TransactionView transaction, int output, C asked) {
            found.add(new Found<>(reason, transaction, output, asked, Optional.empty()));
        }

        private SealedOrigins seal(long visited) {
            found.sort(Comparator.<Found<C>>comparingLong(f -> f.transaction().position())
                    .thenComparingInt(Found::output)
                    .thenComparing(Found::reason));
            return new SealedOrigins(
                    policy,
                    start.targets().stream()
                            .map(target -> BigInteger.valueOf(target.value()))
                            .toList(),
                    visited,
                    found.stream()
                            .map(f -> new Origin(
                                    f.reason(),
                                    new Outpoint(f.transaction().id(), f.output()),
                                    f.transaction().height(),
                                    total(f.asked()),
                                    inverse.byTarget(f.asked()),
                                    f.label().orElse(null)))
                            .toList());
        }
    }
}
