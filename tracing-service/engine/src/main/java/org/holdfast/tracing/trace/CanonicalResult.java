package org.holdfast.tracing.trace;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.holdfast.primitives.Outpoint;
import org.holdfast.tracing.graph.Segment;
import org.holdfast.tracing.policy.Fraction;
import org.holdfast.tracing.policy.Policy;

/** The one form in which results are written and digested, and its SHA-256. Amounts are strings. */
public final class CanonicalResult {
    private CanonicalResult() {}

    /** What a result is a function of. */
    static Map<String, Object> basis(TraceResult result) {
        TraceSpec spec = result.spec();
        Limits limits = spec.limits();
        var asked = new LinkedHashMap<String, Object>();
        asked.put("chain", spec.chain().text());
        asked.put("seeds", spec.seeds().stream().map(Outpoint::toString).toList());
        asked.put("policies", spec.policies().stream().map(Policy::word).toList());
        asked.put(
                "limits",
                Map.of(
                        "transactions", Long.toString(limits.transactions()),
                        "hops", limits.hops(),
                        "dust", Long.toString(limits.dust()),
                        "untilHeight", Long.toString(limits.untilHeight()),
                        "lots", Long.toString(limits.lots()),
                        "denominatorBits", limits.denominatorBits()));
        if (spec.followFees()) {
            // Only where it was asked: what was written before the question existed keeps its digest.
            asked.put("followFees", true);
        }
        return basis(
                "holdfast-trace-3",
                asked,
                result.engineVersion(),
                result.labelSet(),
                result.heuristicSet(),
                result.segments());
    }

    /** What a result of any kind is a function of. */
    public static Map<String, Object> basis(
            String form,
            Map<String, Object> asked,
            String engineVersion,
            String labelSet,
            String heuristicSet,
            List<Segment> segments) {
        var basis = new TreeMap<String, Object>();
        basis.put("form", form);
        basis.put("spec", asked);
        basis.put("engine", engineVersion);
        basis.put("labels", labelSet);
        basis.put("heuristics", heuristicSet);
        basis.put(
                "blocks",
                segments.stream()
                        .map(segment -> Map.of(
                                "first", segment.first().toString(),
                                "last", segment.last().toString()))
                        .toList());
        return basis;
    }

    static Map<String, Object> whole(TraceResult result) {
        var whole = new TreeMap<>(basis(result));
        whole.put("results", CanonicalJson.each(result.results(), CanonicalResult::sealed));
        return whole;
    }

    private static Map<String, Object> sealed(SealedTrace sealed) {
        var fields = new TreeMap<String, Object>();
        fields.put("policy", sealed.policy().word());
        fields.put("standing", sealed.policy().standing());
        fields.put("arithmetic", sealed.arithmetic());
        fields.put("seeds", sealed.seedValues().stream().map(Object::toString).toList());
        fields.put("joinedClean", sealed.joinedClean().toString());
        fields.put("joinedUnknown", sealed.joinedUnknown().toString());
        fields.put("visited", Long.toString(sealed.transactionsVisited()));
        fields.put("retainedBy", counts(sealed.retainedBy()));
        fields.put("ends", CanonicalJson.each(sealed.ends(), CanonicalResult::end));
        return fields;
    }

    private static Map<String, Object> counts(SortedMap<String, Long> counts) {
        var fields = new TreeMap<String, Object>();
        counts.forEach((name, count) -> fields.put(name, Long.toString(count)));
        return fields;
    }

    private static Map<String, Object> end(End end) {
        var fields = new TreeMap<String, Object>();
        fields.put("reason", end.reason().word());
        fields.put("place", end.place());
        fields.put("height", end.height());
        fields.put("traced", end.traced().toString());
        fields.put("exact", end.exact().toString());
        fields.put("bySeed", shares(end.bySeed()));
        if (end.label() != null) {
            fields.put("label", end.label().labelId().toString());
        }
        return fields;
    }

    /** Shares by seed number; a share is {@code n} or {@code n/d}. */
    public static Map<String, Object> shares(SortedMap<Integer, Fraction> shares) {
        var fields = new TreeMap<String, Object>();
        shares.forEach((seed, share) -> fields.put(Integer.toString(seed), share.toString()));
        return fields;
    }

    /** SHA-256 over the canonical text in UTF-8: 64 hexadecimal digits. The text is never held as a whole. */
    public static String sha256(Map<String, Object> value) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            Writer text = new OutputStreamWriter(
                    new DigestOutputStream(OutputStream.nullOutputStream(), digest), StandardCharsets.UTF_8);
            CanonicalJson.write(value, text);
            text.flush();
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
