package org.holdfast.launcher.command.trace;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.holdfast.api.trace.TraceResponse;
import org.holdfast.api.trace.TraceResponse.BoundsResult;
import org.holdfast.api.trace.TraceResponse.EndResult;
import org.holdfast.api.trace.TraceResponse.Heights;
import org.holdfast.api.trace.TraceResponse.PathsResult;
import org.holdfast.api.trace.TraceResponse.PolicyResult;
import org.holdfast.api.trace.TraceResponse.Sheet;
import org.holdfast.launcher.command.Terminal;

/** Prints a trace as tables. Rows that are left out are counted and summed. */
public final class TracePrinter {
    private static final int ENDS_SHOWN_MAX = 60;
    private static final int PATHS_SHOWN_MAX = 10;
    private static final int HEIGHTS_SHOWN_MAX = 5;

    private TracePrinter() {}

    /** Prints a finished trace. */
    public static void print(Terminal out, TraceResponse trace) {
        var result = Objects.requireNonNull(trace.result());
        out.line("trace " + trace.traceId() + " at block " + result.tip().height() + ", digest " + result.digest());
        if (trace.basisWithdrawn() != null) {
            out.line("BASIS WITHDRAWN: " + trace.basisWithdrawn());
        }
        if (result.difficultyUnchecked() != null) {
            out.line("DIFFICULTY NOT CHECKED of the blocks at heights " + heights(result.difficultyUnchecked())
                    + ": anybody can have made them, and no proof is made from them");
        }
        for (PolicyResult policy : result.policies()) {
            out.line("");
            policy(out, policy);
        }
        if (result.paths() != null) {
            paths(out, result.paths());
        }
        if (result.bounds() != null) {
            bounds(out, result.bounds());
        }
    }

    private static String heights(List<Heights> ranges) {
        String shown = ranges.stream()
                .limit(HEIGHTS_SHOWN_MAX)
                .map(range -> range.from() + " to " + range.to())
                .collect(Collectors.joining(", "));
        int hidden = ranges.size() - HEIGHTS_SHOWN_MAX;
        return hidden > 0 ? shown + " and " + hidden + " more ranges (--output json shows all)" : shown;
    }

    private static void policy(Terminal out, PolicyResult result) {
        out.line(
                result.policy().toUpperCase(Locale.ROOT) + " (" + result.standing() + "; " + result.arithmetic() + ")");
        if (result.undefined() != null) {
            out.line("no answer for these ledgers: " + result.undefined());
            return;
        }
        result.sheets().forEach(sheet -> sheet(out, sheet));
        out.line((result.balanced() ? "balanced" : "NOT BALANCED") + ", " + result.transactionsVisited()
                + (result.seedTotal() != null ? " transactions visited" : " movements read"));
        ends(out, result);
    }

    private static void sheet(Terminal out, Sheet sheet) {
        var sums = new ArrayList<List<String>>();
        sums.add(List.of("seeds", sheet.seedTotal()));
        if (!sheet.converted().equals("0")) {
            sums.add(List.of("by exchange", sheet.converted()));
        }
        if (!sheet.joined().equals("0")) {
            sums.add(List.of("joined, by poison", sheet.joined()));
        }
        sheet.buckets().forEach((reason, amount) -> sums.add(List.of(reason, amount)));
        out.table(List.of("sum in " + sheet.asset(), "base units"), sums);
    }

    /** All ends of an asset add up to its seeds and what joined them, so the hidden sum needs no further page. */
    private static void ends(Terminal out, PolicyResult result) {
        var hidden = new TreeMap<String, BigInteger>();
        for (Sheet sheet : result.sheets()) {
            hidden.put(
                    sheet.asset(),
                    new BigInteger(sheet.seedTotal())
                            .add(new BigInteger(sheet.converted()))
                            .add(new BigInteger(sheet.joined())));
        }
        String only = hidden.isEmpty() ? "" : hidden.firstKey();
        var rows = new ArrayList<List<String>>();
        for (EndResult end : result.ends()) {
            if (rows.size() == ENDS_SHOWN_MAX) {
                break;
            }
            hidden.merge(
                    Objects.requireNonNullElse(end.asset(), only), new BigInteger(end.traced()), BigInteger::subtract);
            var row = new ArrayList<>(List.of(
                    end.outpoint(),
                    Objects.requireNonNullElse(end.address(), "-"),
                    end.traced(),
                    end.reason(),
                    Objects.requireNonNullElse(end.vaspId(), "")));
            if (hidden.size() > 1) {
                row.add(Objects.requireNonNullElse(end.asset(), ""));
            }
            rows.add(row);
        }
        var head = new ArrayList<>(List.of("outpoint", "address", "traced", "why it ends", "exchange"));
        if (hidden.size() > 1) {
            head.add("asset");
        }
        out.table(head, rows);
        if (result.endCount() > rows.size()) {
            String sums = hidden.entrySet().stream()
                    .map(entry ->
                            hidden.size() == 1 ? entry.getValue().toString() : entry.getValue() + " " + entry.getKey())
                    .collect(Collectors.joining(", "));
            out.line("+" + (result.endCount() - rows.size()) + " more (sum " + sums + "); --output json shows all");
        }
    }

    private static void paths(Terminal out, PathsResult paths) {
        out.line("");
        out.line("paths found: " + paths.count() + "; a path proves a connection and carries no amount");
        List<List<String>> shown = paths.paths().stream().limit(PATHS_SHOWN_MAX).toList();
        for (List<String> path : shown) {
            out.line("");
            path.forEach(place -> out.line("  " + place));
        }
        out.line("");
        if (paths.count() > shown.size()) {
            out.line("+" + (paths.count() - shown.size()) + " more; --output json shows all");
        }
        if (paths.more()) {
            out.line("there are more paths than were asked for; --limit paths=N asks for more");
        }
        leftOut(out, paths.cutByHops(), "ways that are longer than the limit on hops");
        leftOut(out, paths.cutByHubs(), "accounts with too many movements");
        leftOut(out, paths.cutByTime(), "outputs or payments above the last height");
        leftOut(out, paths.cutByValue(), "outputs or payments below the least value");
        leftOut(out, paths.unexplored(), "transactions or accounts that were not looked at");
    }

    private static void leftOut(Terminal out, long count, String what) {
        if (count > 0) {
            out.line("left out: " + count + " " + what);
        }
    }

    private static void bounds(Terminal out, BoundsResult bounds) {
        out.line("");
        out.line("seeds " + bounds.seeds() + " base units of " + bounds.asset()
                + "; each row holds under every conserving policy");
        out.table(
                List.of("set", "destination", "places", "least", "most"),
                bounds.rows().stream()
                        .map(row -> List.of(
                                row.kind(), row.name(), Integer.toString(row.places()), row.least(), row.most()))
                        .toList());
        if (bounds.omitted() > 0) {
            out.line("+" + bounds.omitted() + " exchanges without a row");
        }
    }
}
