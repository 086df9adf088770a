package org.holdfast.tracing.account.origin;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.holdfast.tracing.account.question.LedgerSeed;
import org.holdfast.tracing.block.Segment;
import org.holdfast.tracing.question.Policy;
import org.holdfast.tracing.written.CanonicalJson;
import org.holdfast.tracing.written.CanonicalResult;
import org.holdfast.tracing.written.WrittenResult;

/** A finished backward trace over accounts: one balanced result per policy, and everything that determines it. */
public record LedgerOriginResult(
        LedgerOriginSpec spec,
        String engineVersion,
        String labelSet,
        List<Segment> segments,
        List<SealedLedgerOrigins> results)
        implements WrittenResult {
    public LedgerOriginResult {
        segments = List.copyOf(segments);
        results = List.copyOf(results);
    }

    @Override
    public Map<String, Object> basis() {
        var asked = new TreeMap<String, Object>();
        asked.put("chain", spec.chain().text());
        asked.put("targets", spec.targets().stream().map(LedgerSeed::toString).toList());
        asked.put("sources", spec.sources().stream().map(LedgerSeed::toString).toList());
        asked.put("policies", spec.policies().stream().map(Policy::word).toList());
        asked.put("followFees", spec.followFees());
        asked.put(
                "limits",
                Map.of(
                        "movements", Long.toString(spec.limits().movements()),
                        "hops", spec.limits().hops(),
                        "dust", spec.limits().dust().toString(),
                        "fromHeight", Long.toString(spec.fromHeight()),
                        "hubMovements", Long.toString(spec.limits().hubMovements()),
                        "lots", Long.toString(spec.limits().lots()),
                        "denominatorBits", spec.limits().denominatorBits()));
        return CanonicalResult.basis(
                "holdfast-ledger-origins-1", asked, engineVersion, labelSet, heuristicSet(), segments);
    }

    @Override
    public Map<String, Object> whole() {
        var whole = new TreeMap<>(basis());
        whole.put("results", CanonicalJson.each(results, LedgerOriginResult::sealed));
        return whole;
    }

    private static Map<String, Object> sealed(SealedLedgerOrigins sealed) {
        var fields = new TreeMap<String, Object>();
        fields.put("policy", sealed.policy().word());
        fields.put("standing", sealed.policy().standing());
        fields.put(
                "targets", sealed.targetValues().stream().map(Object::toString).toList());
        fields.put("read", Long.toString(sealed.movementsRead()));
        fields.put("origins", CanonicalJson.each(sealed.origins(), LedgerOriginResult::origin));
        return fields;
    }

    private static Map<String, Object> origin(LedgerOrigin origin) {
        var fields = new TreeMap<String, Object>();
        fields.put("reason", origin.reason().word());
        fields.put("account", origin.account().toString());
        fields.put("txId", origin.txId().toString());
        fields.put("height", origin.height());
        fields.put("exact", origin.exact().toString());
        fields.put("byTarget", CanonicalResult.shares(origin.byTarget()));
        if (origin.label() != null) {
            fields.put("label", origin.label().labelId().toString());
        }
        return fields;
    }
}
