package org.holdfast.launcher;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** A trace as a person reads it. Whatever is cut is counted and summed. */
final class TracePrinter {
    private static final int ENDS_SHOWN_MAX = 60;

    private TracePrinter() {}

    static void print(Terminal out, JsonNode trace) {
        out.line("trace " + trace.path("traceId").asString("") + " at block "
                + trace.path("tip").path("height").asString("") + ", digest "
                + trace.path("digest").asString(""));
        for (JsonNode result : trace.path("results")) {
            out.line("");
            policy(out, result);
        }
    }

    private static void policy(Terminal out, JsonNode result) {
        out.line(result.path("policy").asString("").toUpperCase(java.util.Locale.ROOT) + " ("
                + result.path("standing").asString("") + "; "
                + result.path("arithmetic").asString("") + ")");
        var sums = new ArrayList<List<String>>();
        sums.add(List.of("seeds", result.path("seedTotal").asString("")));
        for (String joined : List.of("joinedClean", "joinedUnknown")) {
            String amount = result.path(joined).asString("0");
            if (!amount.equals("0")) {
                sums.add(List.of(joined.equals("joinedClean") ? "joined, clean" : "joined, unknown", amount));
            }
        }
        result.path("buckets")
                .properties()
                .forEach(bucket ->
                        sums.add(List.of(bucket.getKey(), bucket.getValue().asString(""))));
        out.table(List.of("sum", "base units"), sums);
        out.line((result.path("balanced").asBoolean(false) ? "balanced" : "NOT BALANCED") + ", "
                + result.path("transactionsVisited").asString("") + " transactions visited");
        ends(out, result.path("ends"));
    }

    private static void ends(Terminal out, JsonNode ends) {
        var rows = new ArrayList<List<String>>();
        BigInteger hidden = BigInteger.ZERO;
        int count = 0;
        for (JsonNode end : ends) {
            String traced = end.path("traced").asString("0");
            if (count++ < ENDS_SHOWN_MAX) {
                rows.add(List.of(
                        end.path("outpoint").asString(""),
                        end.path("address").asString("-"),
                        traced,
                        end.path("reason").asString(""),
                        end.path("vaspId").asString("")));
            } else {
                hidden = hidden.add(new BigInteger(traced));
            }
        }
        out.table(List.of("outpoint", "address", "traced", "why it ends", "exchange"), rows);
        if (count > ENDS_SHOWN_MAX) {
            out.line("+" + (count - ENDS_SHOWN_MAX) + " more (sum " + hidden + "); --output json shows all");
        }
    }
}
