package org.holdfast.tracing.output.origin;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.holdfast.primitives.Outpoint;
import org.holdfast.tracing.block.Segment;
import org.holdfast.tracing.question.Policy;
import org.holdfast.tracing.written.CanonicalJson;
import org.holdfast.tracing.written.CanonicalResult;
import org.holdfast.tracing.written.WrittenResult;

/** A finished backward trace over outputs: one balanced result per policy, and everything that determines it. */
public record OriginResult(
        OriginSpec spec, String engineVersion, String labelSet, List<Segment> segments, List<SealedOrigins> results)
        implements WrittenResult {
    public OriginResult {
        segments = List.copyOf(segments);
        results = List.copyOf(results);
    }

    @Override
    public Map<String, Object> basis() {
        var asked = new TreeMap<String, Object>();
        asked.put("chain", spec.chain().text());
        asked.put("targets", spec.targets().stream().map(Outpoint::toString).toList());
        asked.put("sources", spec.sources().stream().map(Outpoint::toString).toList());
        asked.put("policies", spec.policies().stream().map(Policy::word).toList());
        asked.put(
                "limits",
                Map.of(
                        "transactions", Long.toString(spec.limits().transactions()),
                        "hops", spec.limits().hops(),
                        "dust", Long.toString(spec.limits().dust()),
                        "fromHeight", Long.toString(spec.fromHeight()),
                        "denominatorBits", spec.limits().denominatorBits()));
        return CanonicalResult.basis("holdfast-origins-1", asked, engineVersion, labelSet, heuristicSet(), segments);
    }

    @Override
    public Map<String, Object> whole() {
        var whole = new TreeMap<>(basis());
        whole.put("results", CanonicalJson.each(results, OriginResult::sealed));
        return whole;
    }

    private static Map<String, Object> sealed(SealedOrigins sealed) {
        var fields = new TreeMap<String, Object>();
        fields.put("policy", sealed.policy().word());
        fields.put("standing", sealed.policy().standing());
        fields.put(
                "targets", sealed.targetValues().stream().map(Object::toString).toList());
        fields.put("visited", Long.toString(sealed.transactionsVisited()));
        fields.put("origins", CanonicalJson.each(sealed.origins(), OriginResult::origin));
        return fields;
    }

    private static Map<String, Object> origin(Origin origin) {
        var fields = new TreeMap<String, Object>();
        fields.put("reason", origin.reason().word());
        fields.put("place", origin.outpoint().toString());
        fields.put("height", origin.height());
        fields.put("exact", origin.exact().toString());
        fields.put("byTarget", CanonicalResult.shares(origin.byTarget()));
        if (origin.label() != null) {
            fields.put("label", origin.label().labelId().toString());
        }
        return fields;
    }
}
