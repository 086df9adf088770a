package org.holdfast.tracing.bound;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.holdfast.primitives.AssetId;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.primitives.Outpoint;
import org.holdfast.primitives.id.LabelId;
import org.holdfast.tracing.account.bound.LedgerBounds;
import org.holdfast.tracing.account.ledger.AccountIndex;
import org.holdfast.tracing.account.question.LedgerSeed;
import org.holdfast.tracing.account.trace.LedgerSpec;
import org.holdfast.tracing.block.Segment;
import org.holdfast.tracing.flow.Interval;
import org.holdfast.tracing.output.bound.OutputBounds;
import org.holdfast.tracing.output.graph.GraphIndex;
import org.holdfast.tracing.output.trace.TraceSpec;
import org.holdfast.tracing.question.Attributions;
import org.holdfast.tracing.question.QuestionCancelled;
import org.holdfast.tracing.question.QuestionMonitor;
import org.holdfast.tracing.question.ServiceLabel;
import org.holdfast.tracing.written.WrittenResult;
import org.jspecify.annotations.Nullable;

/**
 * The bounds of every exchange and every end reason, and of the destinations that the question names: by exchange,
 * reason, address, or place of an end.
 */
public final class BoundsTable {
    /** The names of a destination. */
    private record Names(String reason, @Nullable ServiceLabel label, List<String> others) {
        boolean isOneOf(Set<String> chosen) {
            return chosen.contains(reason)
                    || (label != null && chosen.contains(label.vaspId().text()))
                    || others.stream().anyMatch(chosen::contains);
        }

        boolean isAt(String exchange) {
            return label != null && label.vaspId().text().equals(exchange);
        }
    }

    private BoundsTable() {}

    /**
     * The bounds of seeds on a chain of outputs.
     *
     * @param spec the seeds and the limit on transactions; policies and other limits are ignored
     * @param chosen names of destinations; can be empty
     * @throws InputFaultException for a seed that cannot be traced, and after a cancellation
     */
    public static BoundsResult of(
            TraceSpec spec, List<String> chosen, GraphIndex graph, Attributions attributions, QuestionMonitor monitor) {
        try {
            var bounds = OutputBounds.over(spec, graph, attributions, monitor);
            var asked = asked(spec.chain().text(), chosen);
            asked.put("seeds", spec.seeds().stream().map(Outpoint::toString).toList());
            asked.put(
                    "limits", Map.of("transactions", Long.toString(spec.limits().transactions())));
            Function<OutputBounds.Destination, Names> names = end -> new Names(
                    end.reason().word(),
                    end.label(),
                    Stream.of(end.place(), end.address() == null ? "" : end.address())
                            .toList());
            return result(
                    asked,
                    attributions.labelSet(),
                    graph.segments(),
                    new Rows<>(bounds.destinations(), names, bounds::of).rows(chosen));
        } catch (QuestionCancelled e) {
            throw new InputFaultException(QuestionCancelled.fault());
        }
    }

    /**
     * The bounds of seeds on an account chain, in one asset.
     *
     * @param spec the seeds and the limits on movements and hubs; policies and other limits are ignored
     * @param chosen names of destinations; can be empty
     * @throws InputFaultException for a seed that cannot be traced, and after a cancellation
     */
    public static BoundsResult of(
            LedgerSpec spec,
            AssetId asset,
            List<String> chosen,
            AccountIndex index,
            Attributions attributions,
            QuestionMonitor monitor) {
        try {
            var bounds = LedgerBounds.over(spec, asset, index, attributions, monitor);
            var asked = asked(spec.chain().text(), chosen);
            asked.put("seeds", spec.seeds().stream().map(LedgerSeed::toString).toList());
            asked.put("asset", asset.toString());
            asked.put("followFees", spec.followFees());
            asked.put(
                    "limits",
                    Map.of(
                            "movements", Long.toString(spec.limits().movements()),
                            "hubMovements", Long.toString(spec.limits().hubMovements())));
            Function<LedgerBounds.Destination, Names> names = end -> new Names(
                    end.reason().word(),
                    end.label(),
                    List.of(end.account().address(), end.account().toString()));
            return result(
                    asked,
                    attributions.labelSet(),
                    index.segments(),
                    new Rows<>(bounds.destinations(), names, bounds::of).rows(chosen));
        } catch (QuestionCancelled e) {
            throw new InputFaultException(QuestionCancelled.fault());
        }
    }

    private static Map<String, Object> asked(String chain, List<String> chosen) {
        var asked = new TreeMap<String, Object>();
        asked.put("chain", chain);
        asked.put("chosen", List.copyOf(new TreeSet<>(chosen)));
        return asked;
    }

    private static BoundsResult result(
            Map<String, Object> asked, String labelSet, List<Segment> segments, Table table) {
        return new BoundsResult(
                asked,
                WrittenResult.ENGINE_VERSION,
                labelSet,
                segments,
                table.seeds(),
                table.rows(),
                table.omitted(),
                table.labels());
    }

    private record Table(BigInteger seeds, List<BoundsResult.Row> rows, int omitted, Set<LabelId> labels) {}

    private record Rows<D>(List<D> destinations, Function<D, Names> names, Function<Predicate<D>, Interval> bounds) {
        Table rows(List<String> chosen) {
            var rows = new ArrayList<BoundsResult.Row>();
            if (!chosen.isEmpty()) {
                var wanted = new TreeSet<>(chosen);
                rows.add(row(BoundsResult.Kind.CHOSEN, String.join(" ", wanted), end -> end.isOneOf(wanted)));
            }
            var labels = new HashSet<LabelId>();
            var exchanges = new TreeSet<String>();
            var reasons = new TreeSet<String>();
            for (D destination : destinations) {
                Names end = names.apply(destination);
                reasons.add(end.reason());
                if (end.label() != null) {
                    exchanges.add(end.label().vaspId().text());
                    labels.add(end.label().labelId());
                }
            }
            exchanges.stream()
                    .limit(BoundsResult.EXCHANGES_MAX)
                    .forEach(
                            exchange -> rows.add(row(BoundsResult.Kind.EXCHANGE, exchange, end -> end.isAt(exchange))));
            reasons.forEach(reason -> rows.add(
                    row(BoundsResult.Kind.REASON, reason, end -> end.reason().equals(reason))));
            BigInteger seeds = rows.isEmpty()
                    ? BigInteger.ZERO
                    : rows.getFirst().interval().seeds();
            return new Table(seeds, rows, Math.max(0, exchanges.size() - BoundsResult.EXCHANGES_MAX), labels);
        }

        private BoundsResult.Row row(BoundsResult.Kind kind, String name, Predicate<Names> matches) {
            Set<D> matched = new HashSet<>();
            for (D destination : destinations) {
                if (matches.test(names.apply(destination))) {
                    matched.add(destination);
                }
            }
            return new BoundsResult.Row(kind, name, matched.size(), bounds.apply(matched::contains));
        }
    }
}
