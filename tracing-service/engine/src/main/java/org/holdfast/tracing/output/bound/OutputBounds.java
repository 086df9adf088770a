package org.holdfast.tracing.output.bound;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.primitives.TxId;
import org.holdfast.tracing.flow.FlowNetwork;
import org.holdfast.tracing.flow.Interval;
import org.holdfast.tracing.output.end.End;
import org.holdfast.tracing.output.end.EndReason;
import org.holdfast.tracing.output.graph.GraphIndex;
import org.holdfast.tracing.output.graph.TransactionView;
import org.holdfast.tracing.output.question.SeedOutput;
import org.holdfast.tracing.output.trace.TraceSpec;
import org.holdfast.tracing.question.Attributions;
import org.holdfast.tracing.question.Policy;
import org.holdfast.tracing.question.QuestionCancelled;
import org.holdfast.tracing.question.QuestionMonitor;
import org.holdfast.tracing.question.ServiceLabel;
import org.jspecify.annotations.Nullable;

/**
 * Bounds on the output graph. A transaction spends an output as a whole, so each conserving allocation is a flow in
 * which an output passes at most its value. The ends equal those of a trace of the same specification, so each policy
 * can be compared. Dust and hop limits are not flows and are ignored; the limit on transactions applies. A fee is an
 * end, because no policy decides its way into a coinbase.
 */
public final class OutputBounds {
    /** A place where value can end, with the name that {@link End} gives it. */
    public record Destination(
            EndReason reason,
            TxId txId,
            int output,
            @Nullable String address,
            @Nullable ServiceLabel label) {
        /** {@code <txid>:<n>}, or {@code <txid>:fee}. */
        public String place() {
            return txId + ":" + (output == End.FEE ? "fee" : Integer.toString(output));
        }
    }

    private final GraphIndex graph;
    private final Attributions attributions;
    private final TraceSpec spec;
    private final QuestionMonitor monitor;
    private final FlowNetwork<Destination> network;
    private final Map<String, Integer> seedNodes = new HashMap<>();
    private final TreeMap<Long, Integer> frontier = new TreeMap<>();
    private final Set<Long> visited = new HashSet<>();
    private BigInteger total = BigInteger.ZERO;

    private OutputBounds(TraceSpec spec, GraphIndex graph, Attributions attributions, QuestionMonitor monitor) {
        this.spec = spec;
        this.graph = graph;
        this.attributions = attributions;
        this.monitor = monitor;
        this.network = new FlowNetwork<>(monitor);
    }

    /**
     * The least and the most that any conserving policy puts at the chosen destinations.
     *
     * @throws InputFaultException for a seed that cannot be traced, with the codes of a trace; and for {@code
     *     followFees}
     */
    public static Interval of(
            TraceSpec spec, GraphIndex graph, Attributions attributions, Predicate<Destination> chosen) {
        return over(spec, graph, attributions, QuestionMonitor.NONE).of(chosen);
    }

    /**
     * The network of a specification. It answers for any set of destinations.
     *
     * @throws InputFaultException for a seed that cannot be traced, with the codes of a trace
     * @throws QuestionCancelled if the monitor cancels
     */
    public static OutputBounds over(
            TraceSpec spec, GraphIndex graph, Attributions attributions, QuestionMonitor monitor) {
        if (spec.followFees()) {
            throw new InputFaultException(new InputFault(
                    "tracing.bounds.follow-fees",
                    "bounds do not follow fees",
                    "followFees",
                    "no fees followed into coinbases",
                    "true",
                    "ask for bounds without it, or trace forward"));
        }
        var bounds = new OutputBounds(spec, graph, attributions, monitor);
        bounds.build();
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

    private void build() {
        List<SeedOutput> seeds = SeedOutput.find(spec.chain(), spec.seeds(), graph);
        for (SeedOutput seed : seeds) {
            int node = network.node();
            seedNodes.put(seed.transaction().position() + ":" + seed.output(), node);
            network.seed(node, BigInteger.valueOf(seed.value()));
            total = total.add(BigInteger.valueOf(seed.value()));
        }
        for (SeedOutput seed : seeds) {
            leave(seed.transaction(), seed.output(), node(seed.transaction(), seed.output()));
        }
        while (!frontier.isEmpty()) {
            var first = frontier.pollFirstEntry();
            TransactionView transaction =
                    graph.load(new long[] {first.getKey()}).getFirst();
            QuestionCancelled.check(monitor, Policy.POISON, visited.size(), frontier.size());
            visited.add(first.getKey());
            spread(transaction, first.getValue());
        }
    }

    private int node(TransactionView transaction, int output) {
        Integer node = seedNodes.get(transaction.position() + ":" + output);
        return node == null ? -1 : node;
    }

    private void spread(TransactionView transaction, int from) {
        int outputs = transaction.outputCount();
        for (int j = 0; j < outputs; j++) {
            BigInteger value = BigInteger.valueOf(transaction.outputValue(j));
            if (node(transaction, j) >= 0) {
                network.outlet(from, value, destination(EndReason.LATER_SEED, transaction, j, null));
            } else if (value.signum() > 0) {
                int node = network.node();
                network.pipe(from, node, value);
                leave(transaction, j, node);
            }
        }
        long in = transaction.inputSumBefore(transaction.inputCount());
        BigInteger fee =
                in == TransactionView.UNKNOWN ? total : BigInteger.valueOf(in - transaction.outputSumBefore(outputs));
        network.outlet(from, fee, new Destination(EndReason.FEE, transaction.id(), End.FEE, null, null));
    }

    /** Adds the possible ends or the spender of an output. */
    private void leave(TransactionView transaction, int output, int node) {
        BigInteger value = BigInteger.valueOf(transaction.outputValue(output));
        long spender = transaction.spender(output);
        Optional<ServiceLabel> label =
                Optional.ofNullable(transaction.outputAddress(output)).flatMap(attributions::service);
        EndReason reason;
        if (transaction.outputDestroys(output) || spender == TransactionView.OVERWRITTEN) {
            reason = EndReason.DESTROYED;
        } else if (label.isPresent()) {
            reason = EndReason.SERVICE;
        } else if (spender == GraphIndex.ABSENT) {
            boolean gap =
                    transaction.height() < graph.segments().getLast().first().height();
            reason = gap ? EndReason.GAP : EndReason.UNSPENT;
        } else if (visited.size() + frontier.size() >= spec.limits().transactions() && !frontier.containsKey(spender)) {
            reason = EndReason.LIMIT;
        } else {
            pass(transaction, output, node, spender);
            return;
        }
        network.outlet(
                node,
                value,
                destination(reason, transaction, output, reason == EndReason.SERVICE ? label.orElse(null) : null));
    }

    private static Destination destination(
            EndReason reason, TransactionView transaction, int output, @Nullable ServiceLabel label) {
        return new Destination(reason, transaction.id(), output, transaction.outputAddress(output), label);
    }

    private void pass(TransactionView transaction, int output, int node, long spender) {
        BigInteger value = BigInteger.valueOf(transaction.outputValue(output));
        int next = frontier.computeIfAbsent(spender, position -> network.node());
        network.pipe(node, next, value);
        TransactionView spending = graph.load(new long[] {spender}).getFirst();
        if (spending.inputSumBefore(spending.inputCount()) == TransactionView.UNKNOWN) {
            network.outlet(node, value, destination(EndReason.INPUT_VALUE_UNKNOWN, transaction, output, null));
        }
    }
}
