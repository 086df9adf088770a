package org.holdfast.tracing.app.trace;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.holdfast.api.trace.SensitivityResponse.Destination;
import org.holdfast.api.trace.TraceResponse.EndResult;
import org.holdfast.api.trace.TraceResponse.PolicyResult;
import org.holdfast.api.trace.TraceResponse.Result;
import org.holdfast.api.trace.TraceResponse.Tip;
import org.holdfast.tracing.app.store.TracePage;
import org.holdfast.tracing.trace.End;
import org.holdfast.tracing.trace.SealedTrace;
import org.holdfast.tracing.trace.ServiceLabel;
import org.holdfast.tracing.trace.TraceResult;
import org.jspecify.annotations.Nullable;

/** A result as it is kept: the figures of each policy, and beside them the long lists in pages. */
final class TraceDocument {
    /** Entries of a list that are answered at once. */
    static final int PAGE_ENTRIES = 500;

    static final String SENSITIVITY = "sensitivity";

    private TraceDocument() {}

    static String endsOf(String policy) {
        return "ends " + policy;
    }

    /** The figures, with empty lists of ends. */
    static Result figures(TraceResult result, long destinations) {
        return new Result(
                result.digest(),
                result.resultDigest(),
                result.engineVersion(),
                result.labelSet(),
                result.heuristicSet(),
                new Tip(result.tip().height(), result.tip().hash().toString()),
                destinations,
                result.results().stream().map(TraceDocument::policy).toList());
    }

    /** All lists, cut into pages; {@code json} writes one page. */
    static List<TracePage> pages(TraceResult result, List<Destination> destinations, Function<List<?>, String> json) {
        var pages = new ArrayList<TracePage>();
        for (SealedTrace sealed : result.results()) {
            pages.addAll(cut(endsOf(sealed.policy().word()), sealed.ends(), TraceDocument::end, json));
        }
        pages.addAll(cut(SENSITIVITY, destinations, destination -> destination, json));
        return pages;
    }

    private static <T> List<TracePage> cut(
            String list, List<T> entries, Function<T, Object> form, Function<List<?>, String> json) {
        var pages = new ArrayList<TracePage>();
        for (int from = 0; from < entries.size(); from += PAGE_ENTRIES) {
            List<T> page = entries.subList(from, Math.min(entries.size(), from + PAGE_ENTRIES));
            pages.add(new TracePage(
                    list, pages.size(), json.apply(page.stream().map(form).toList())));
        }
        return pages;
    }

    private static PolicyResult policy(SealedTrace sealed) {
        Map<String, String> buckets = new LinkedHashMap<>();
        sealed.buckets().forEach((reason, amount) -> buckets.put(reason.word(), amount.toString()));
        return new PolicyResult(
                sealed.policy().word(),
                sealed.policy().standing(),
                sealed.policy().remark(),
                sealed.arithmetic(),
                sealed.seedTotal().toString(),
                sealed.joinedClean().toString(),
                sealed.joinedUnknown().toString(),
                buckets,
                true, // A result that does not balance cannot be sealed.
                sealed.transactionsVisited(),
                sealed.retainedBy(),
                sealed.ends().size(),
                List.of(),
                null);
    }

    private static EndResult end(End end) {
        @Nullable ServiceLabel label = end.label();
        return new EndResult(
                end.place(),
                end.address(),
                end.height(),
                Long.toString(end.value()),
                end.traced().toString(),
                end.exact().toString(),
                end.reason().word(),
                label == null ? null : label.vaspId().text(),
                label == null ? null : label.labelId().text(),
                end.spentBy() == null ? null : end.spentBy().toString());
    }
}
