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
        ends(out, result);
    }

    /** What is not shown is counted and summed: all ends together are the seeds and what joined. */
    private static void ends(Terminal out, JsonNode result) {
        var rows = new ArrayList<List<String>>();
        BigInteger hidden =
                amount(result, "seedTotal").add(amount(result, "joinedClean")).add(amount(result, "joinedUnknown"));
        for (JsonNode end : result.path("ends")) {
            if (rows.size() == ENDS_SHOWN_MAX) {
                break;
            }
            hidden = hidden.subtract(amount(end, "traced"));
            rows.add(List.of(
                    end.path("outpoint").asString(""),
                    end.path("address").asString("-"),
                    end.path("traced").asString("0"),
                    end.path("reason").asString(""),
                    end.path("vaspId").asString("")));
        }
        out.table(List.of("outpoint", "address", "traced", "why it ends", "exchange"), rows);
        long count = result.path("endCount").asLong(0);
        if (count > rows.size()) {
            out.line("+" + (count - rows.size()) + " more (sum " + hidden + "); --output json shows all");
        }
    }

    private static BigInteger amount(JsonNode node, String field) {
        return new BigInteger(node.path(field).asString("0"));
    }
}
