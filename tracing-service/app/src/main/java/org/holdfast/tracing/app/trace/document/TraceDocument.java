package org.holdfast.tracing.app.trace.document;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.holdfast.api.trace.SensitivityResponse.Destination;
import org.holdfast.api.trace.TraceResponse;
import org.holdfast.api.trace.TraceResponse.PolicyResult;
import org.holdfast.api.trace.TraceResponse.Tip;
import org.holdfast.primitives.id.LabelId;
import org.holdfast.tracing.account.origin.LedgerOriginResult;
import org.holdfast.tracing.account.path.LedgerPaths;
import org.holdfast.tracing.account.trace.LedgerResult;
import org.holdfast.tracing.bound.BoundsResult;
import org.holdfast.tracing.output.origin.OriginResult;
import org.holdfast.tracing.output.path.FoundPaths;
import org.holdfast.tracing.output.trace.TraceResult;
import org.holdfast.tracing.question.ServiceLabel;
import org.holdfast.tracing.written.WrittenResult;
import org.jspecify.annotations.Nullable;

/**
 * A result as it is stored: the figures, and the long lists in pages that are made one by one.
 *
 * @param destinations rows of the sensitivity table; none for other questions than forward traces
 */
public record TraceDocument(
        List<PolicyResult> policies,
        TraceResponse.@Nullable PathsResult paths,
        TraceResponse.@Nullable BoundsResult bounds,
        List<Destination> destinations,
        List<LongList<?>> lists,
        Set<LabelId> labels) {
    /** Entries of a list that are answered at once. */
    public static final int PAGE_ENTRIES = 500;

    public static final String SENSITIVITY = "sensitivity";
    public static final String PATHS = "paths";

    /** Entries of which pages are made. */
    record LongList<T>(String name, List<T> entries, Function<T, Object> form) {
        Stream<TracePage> pages(Function<List<?>, String> json) {
            return IntStream.range(0, (entries.size() + PAGE_ENTRIES - 1) / PAGE_ENTRIES)
                    .mapToObj(page ->
                            new TracePage(
                                    name,
                                    page,
                                    json.apply(entries
                                            .subList(
                                                    page * PAGE_ENTRIES,
                                                    Math.min(entries.size(), (page + 1) * PAGE_ENTRIES))
                                            .stream()
                                            .map(form)
                                            .toList())));
        }
    }

    public static String endsOf(String policy) {
        return "ends " + policy;
    }

    public static TraceDocument of(WrittenResult result) {
        return switch (result) {
            case TraceResult traced -> OutputForms.document(traced);
            case OriginResult origins -> OutputForms.document(origins);
            case FoundPaths paths -> OutputForms.document(paths);
            case BoundsResult bounds -> OutputForms.document(bounds);
            case LedgerResult ledgers -> AccountForms.document(ledgers);
            case LedgerOriginResult origins -> AccountForms.document(origins);
            case LedgerPaths paths -> AccountForms.document(paths);
            default -> throw new IllegalStateException("no form for " + result.getClass());
        };
    }

    /** The figures, with empty lists. */
    public TraceResponse.Result figures(WrittenResult result, String resultDigest) {
        return new TraceResponse.Result(
                result.digest(),
                resultDigest,
                result.engineVersion(),
                result.labelSet(),
                result.heuristicSet(),
                new Tip(result.tip().height(), result.tip().hash().toString()),
                difficultyUnchecked(result),
                destinations.size(),
                policies,
                paths,
                bounds);
    }

    private static @Nullable List<TraceResponse.Heights> difficultyUnchecked(WrittenResult result) {
        List<TraceResponse.Heights> unchecked = result.segments().stream()
                .flatMap(segment -> segment.unchecked().stream())
                .map(heights -> new TraceResponse.Heights(heights.from(), heights.to()))
                .toList();
        return unchecked.isEmpty() ? null : unchecked;
    }

    /** All lists, cut into pages; {@code json} writes one page. */
    public Iterable<TracePage> pages(Function<List<?>, String> json) {
        var all = new ArrayList<LongList<?>>(lists);
        all.add(new LongList<>(SENSITIVITY, destinations, destination -> destination));
        return () -> pages(all, json);
    }

    private static Iterator<TracePage> pages(List<LongList<?>> lists, Function<List<?>, String> json) {
        return lists.stream().flatMap(list -> list.pages(json)).iterator();
    }

    public static Set<LabelId> labels(Stream<? extends @Nullable ServiceLabel> met) {
        var labels = new HashSet<LabelId>();
        met.forEach(label -> {
            if (label != null) {
                labels.add(label.labelId());
            }
        });
        return labels;
    }
}
