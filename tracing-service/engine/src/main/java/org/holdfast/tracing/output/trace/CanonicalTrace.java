package org.holdfast.tracing.output.trace;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.holdfast.primitives.Outpoint;
import org.holdfast.tracing.output.end.End;
import org.holdfast.tracing.output.question.OutputLimits;
import org.holdfast.tracing.question.Policy;
import org.holdfast.tracing.written.CanonicalJson;
import org.holdfast.tracing.written.CanonicalResult;

/** The written form of a trace over outputs, version 3. */
final class CanonicalTrace {
    private CanonicalTrace() {}

    /** The basis of a trace over outputs. */
    static Map<String, Object> basis(TraceResult result) {
        TraceSpec spec = result.spec();
        OutputLimits limits = spec.limits();
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
            // Written only if true: earlier results without this field keep their digests.
            asked.put("followFees", true);
        }
        return CanonicalResult.basis(
                "holdfast-trace-3",
                asked,
                result.engineVersion(),
                result.labelSet(),
                result.heuristicSet(),
                result.segments());
    }

    static Map<String, Object> whole(TraceResult result) {
        var whole = new TreeMap<>(basis(result));
        whole.put("results", CanonicalJson.each(result.results(), CanonicalTrace::sealed));
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
        fields.put("ends", CanonicalJson.each(sealed.ends(), CanonicalTrace::end));
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
        fields.put("bySeed", CanonicalResult.shares(end.bySeed()));
        if (end.label() != null) {
            fields.put("label", end.label().labelId().toString());
        }
        return fields;
    }
}
