package org.holdfast.tracing.account.trace;

import java.math.BigInteger;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.holdfast.tracing.account.question.LedgerLimits;
import org.holdfast.tracing.account.question.LedgerSeed;
import org.holdfast.tracing.question.Policy;
import org.holdfast.tracing.written.CanonicalJson;
import org.holdfast.tracing.written.CanonicalResult;

/** The written form of a trace over accounts, version 1. */
final class CanonicalLedger {
    private CanonicalLedger() {}

    static Map<String, Object> basis(LedgerResult result) {
        LedgerSpec spec = result.spec();
        LedgerLimits limits = spec.limits();
        var asked = new TreeMap<String, Object>();
        asked.put("chain", spec.chain().text());
        asked.put("seeds", spec.seeds().stream().map(LedgerSeed::toString).toList());
        asked.put("policies", spec.policies().stream().map(Policy::word).toList());
        asked.put("followFees", spec.followFees());
        var bounds = new TreeMap<String, Object>();
        bounds.put("movements", Long.toString(limits.movements()));
        bounds.put("hops", limits.hops());
        bounds.put("dust", limits.dust().toString());
        bounds.put("untilHeight", Long.toString(limits.untilHeight()));
        bounds.put("hubMovements", Long.toString(limits.hubMovements()));
        bounds.put("lots", Long.toString(limits.lots()));
        bounds.put("denominatorBits", limits.denominatorBits());
        asked.put("limits", bounds);
        return CanonicalResult.basis(
                "holdfast-ledger-trace-1", asked, result.engineVersion(), result.labelSet(), "none", result.segments());
    }

    static Map<String, Object> whole(LedgerResult result) {
        var whole = new TreeMap<>(basis(result));
        whole.put("results", CanonicalJson.each(result.results(), CanonicalLedger::outcome));
        return whole;
    }

    private static Map<String, Object> outcome(LedgerOutcome.PolicyOutcome outcome) {
        var fields = new TreeMap<String, Object>();
        fields.put("policy", outcome.policy().word());
        fields.put("standing", outcome.policy().standing());
        switch (outcome) {
            case LedgerOutcome.PolicyOutcome.Undefined undefined ->
                fields.put("undefined", undefined.fault().code());
            case LedgerOutcome.PolicyOutcome.Sealed sealed -> sealed(sealed.trace(), fields);
        }
        return fields;
    }

    private static void sealed(SealedLedgerTrace trace, Map<String, Object> fields) {
        fields.put("arithmetic", trace.arithmetic());
        fields.put("read", Long.toString(trace.movementsRead()));
        fields.put("sheets", CanonicalJson.each(trace.sheets(), CanonicalLedger::sheet));
        fields.put("gains", CanonicalJson.each(trace.gains(), CanonicalLedger::gain));
    }

    private static Map<String, Object> gain(SealedLedgerTrace.Gain gain) {
        return Map.of(
                "account", gain.account().toString(),
                "txId", gain.txId().toString(),
                "height", gain.height(),
                "amount", gain.amount().toString());
    }

    private static Map<String, Object> sheet(LedgerSheet sheet) {
        var fields = new TreeMap<String, Object>();
        fields.put("asset", sheet.asset().toString());
        fields.put("seeds", amounts(sheet.seeds()));
        fields.put("converted", amounts(sheet.converted()));
        fields.put("joined", sheet.joined().toString());
        fields.put("ends", CanonicalJson.each(sheet.ends(), CanonicalLedger::end));
        return fields;
    }

    private static Map<String, Object> amounts(SortedMap<Integer, BigInteger> amounts) {
        var fields = new TreeMap<String, Object>();
        amounts.forEach((seed, amount) -> fields.put(Integer.toString(seed), amount.toString()));
        return fields;
    }

    private static Map<String, Object> end(LedgerEnd end) {
        var fields = new TreeMap<String, Object>();
        fields.put("reason", end.reason().word());
        fields.put("account", end.account().address());
        fields.put("txId", end.txId().toString());
        fields.put("height", end.height());
        fields.put("entry", end.entry());
        fields.put("traced", end.traced().toString());
        fields.put("exact", end.exact().toString());
        fields.put("bySeed", CanonicalResult.shares(end.bySeed()));
        if (end.label() != null) {
            fields.put("label", end.label().labelId().toString());
        }
        return fields;
    }
}
