package org.holdfast.launcher.command.trace;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.holdfast.launcher.command.Terminal;
import tools.jackson.databind.JsonNode;

/** A trace as a person reads it. Whatever is cut is counted and summed. */
public final class TracePrinter {
    private static final int ENDS_SHOWN_MAX = 60;
    private static final int PATHS_SHOWN_MAX = 10;
    private static final Map<String, String> CUTS = new TreeMap<>(Map.of(
            "cutByHops", "ways that are longer than the limit on hops",
            "cutByValue", "outputs or payments below the least value",
            "cutByTime", "outputs or payments above the last height",
            "cutByHubs", "accounts with too many movements",
            "unexplored", "transactions or accounts that were not looked at"));

    private TracePrinter() {}

    public static void print(Terminal out, JsonNode trace) {
        JsonNode result = trace.path("result");
        out.line("trace " + trace.path("traceId").asString("") + " at block "
                + result.path("tip").path("height").asString("") + ", digest "
                + result.path("digest").asString(""));
        if (trace.hasNonNull("basisWithdrawn")) {
            out.line("BASIS WITHDRAWN: " + trace.path("basisWithdrawn").asString(""));
        }
        for (JsonNode policy : result.path("policies")) {
            out.line("");
            policy(out, policy);
        }
        if (result.hasNonNull("paths")) {
            paths(out, result.path("paths"));
        }
        if (result.hasNonNull("bounds")) {
            bounds(out, result.path("bounds"));
        }
    }

    private static void policy(Terminal out, JsonNode result) {
        out.line(result.path("policy").asString("").toUpperCase(java.util.Locale.ROOT) + " ("
                + result.path("standing").asString("") + "; "
                + result.path("arithmetic").asString("") + ")");
        if (result.hasNonNull("undefined")) {
            out.line("no answer for these ledgers: " + result.path("undefined").asString(""));
            return;
        }
        for (JsonNode sheet : result.path("sheets")) {
            sheet(out, sheet);
        }
        out.line((result.path("balanced").asBoolean(false) ? "balanced" : "NOT BALANCED") + ", "
                + result.path("transactionsVisited").asString("")
                + (result.hasNonNull("seedTotal") ? " transactions visited" : " movements read"));
        ends(out, result);
    }

    private static void sheet(Terminal out, JsonNode sheet) {
        var sums = new ArrayList<List<String>>();
        sums.add(List.of("seeds", sheet.path("seedTotal").asString("")));
        for (String entered : List.of("converted", "joined")) {
            String amount = sheet.path(entered).asString("0");
            if (!amount.equals("0")) {
                sums.add(List.of(entered.equals("joined") ? "joined, by poison" : "by exchange", amount));
            }
        }
        sheet.path("buckets")
                .properties()
                .forEach(bucket ->
                        sums.add(List.of(bucket.getKey(), bucket.getValue().asString(""))));
        out.table(List.of("sum in " + sheet.path("asset").asString(""), "base units"), sums);
    }

    /** What is not shown is counted, and summed by asset: all ends together are what went in. */
    private static void ends(Terminal out, JsonNode result) {
        var rows = new ArrayList<List<String>>();
        var hidden = new TreeMap<String, BigInteger>();
        result.path("sheets")
                .forEach(sheet -> hidden.put(
                        sheet.path("asset").asString(""),
                        amount(sheet, "seedTotal")
                                .add(amount(sheet, "converted"))
                                .add(amount(sheet, "joined"))));
        String only = hidden.isEmpty() ? "" : hidden.firstKey();
        for (JsonNode end : result.path("ends")) {
            if (rows.size() == ENDS_SHOWN_MAX) {
                break;
            }
            hidden.merge(end.path("asset").asString(only), amount(end, "traced"), BigInteger::subtract);
            var row = new ArrayList<>(List.of(
                    end.path("outpoint").asString(""),
                    end.path("address").asString("-"),
                    end.path("traced").asString("0"),
                    end.path("reason").asString(""),
                    end.path("vaspId").asString("")));
            if (hidden.size() > 1) {
                row.add(end.path("asset").asString(""));
            }
            rows.add(row);
        }
        var head = new ArrayList<>(List.of("outpoint", "address", "traced", "why it ends", "exchange"));
        if (hidden.size() > 1) {
            head.add("asset");
        }
        out.table(head, rows);
        long count = result.path("endCount").asLong(0);
        if (count > rows.size()) {
            String sums = hidden.entrySet().stream()
                    .map(entry ->
                            hidden.size() == 1 ? entry.getValue().toString() : entry.getValue() + " " + entry.getKey())
                    .collect(Collectors.joining(", "));
            out.line("+" + (count - rows.size()) + " more (sum " + sums + "); --output json shows all");
        }
    }

    private static void paths(Terminal out, JsonNode paths) {
        out.line("");
        out.line("paths found: " + paths.path("count").asString("0")
                + "; a path proves a connection and carries no amount");
        int shown = 0;
        for (JsonNode path : paths.path("paths")) {
            if (shown++ == PATHS_SHOWN_MAX) {
                break;
            }
            out.line("");
            path.forEach(place -> out.line("  " + place.asString("")));
        }
        out.line("");
        long hidden = paths.path("count").asLong(0) - Math.min(shown, PATHS_SHOWN_MAX);
        if (hidden > 0) {
            out.line("+" + hidden + " more; --output json shows all");
        }
        if (paths.path("more").asBoolean(false)) {
            out.line("there are more paths than were asked for; --limit paths=N asks for more");
        }
        CUTS.forEach((cut, meaning) -> {
            long count = paths.path(cut).asLong(0);
            if (count > 0) {
                out.line("left out: " + count + " " + meaning);
            }
        });
    }

    private static void bounds(Terminal out, JsonNode bounds) {
        out.line("");
        out.line("seeds " + bounds.path("seeds").asString("") + " base units of "
                + bounds.path("asset").asString("") + "; each row holds under every conserving policy");
        var rows = new ArrayList<List<String>>();
        for (JsonNode row : bounds.path("rows")) {
            rows.add(List.of(
                    row.path("kind").asString(""),
                    row.path("name").asString(""),
                    row.path("places").asString(""),
                    row.path("least").asString(""),
                    row.path("most").asString("")));
        }
        out.table(List.of("set", "destination", "places", "least", "most"), rows);
        long omitted = bounds.path("omitted").asLong(0);
        if (omitted > 0) {
            out.line("+" + omitted + " exchanges without a row");
        }
    }

    private static BigInteger amount(JsonNode node, String field) {
        return new BigInteger(node.path(field).asString("0"));
    }
}
