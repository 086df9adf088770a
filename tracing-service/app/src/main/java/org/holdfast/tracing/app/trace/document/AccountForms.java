package org.holdfast.tracing.app.trace.document;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.holdfast.api.trace.TraceResponse;
import org.holdfast.api.trace.TraceResponse.EndResult;
import org.holdfast.api.trace.TraceResponse.PolicyResult;
import org.holdfast.api.trace.TraceResponse.Sheet;
import org.holdfast.tracing.account.origin.LedgerOrigin;
import org.holdfast.tracing.account.origin.LedgerOriginReason;
import org.holdfast.tracing.account.origin.LedgerOriginResult;
import org.holdfast.tracing.account.origin.SealedLedgerOrigins;
import org.holdfast.tracing.account.path.LedgerPaths;
import org.holdfast.tracing.account.question.LedgerSeed;
import org.holdfast.tracing.account.trace.LedgerEnd;
import org.holdfast.tracing.account.trace.LedgerOutcome.PolicyOutcome;
import org.holdfast.tracing.account.trace.LedgerResult;
import org.holdfast.tracing.account.trace.LedgerSheet;
import org.holdfast.tracing.account.trace.SealedLedgerTrace;
import org.holdfast.tracing.exact.Conservation;
import org.holdfast.tracing.exact.LargestRemainder;
import org.holdfast.tracing.question.Policy;
import org.holdfast.tracing.question.ServiceLabel;
import org.jspecify.annotations.Nullable;

/** Results on chains of accounts in the forms in which they are answered. */
final class AccountForms {
    private AccountForms() {}

    static TraceDocument document(LedgerResult result) {
        var policies = new ArrayList<PolicyResult>();
        var lists = new ArrayList<TraceDocument.LongList<?>>();
        var ends = new ArrayList<LedgerEnd>();
        for (PolicyOutcome outcome : result.results()) {
            switch (outcome) {
                case PolicyOutcome.Undefined undefined ->
                    policies.add(
                            policy(undefined.policy(), "none", undefined.fault().code(), List.of(), 0, 0));
                case PolicyOutcome.Sealed(SealedLedgerTrace trace) -> {
                    List<LedgerEnd> here = trace.sheets().stream()
                            .flatMap(sheet -> sheet.ends().stream())
                            .toList();
                    lists.add(new TraceDocument.LongList<LedgerEnd>(
                            TraceDocument.endsOf(trace.policy().word()), here, AccountForms::end));
                    policies.add(policy(
                            trace.policy(),
                            trace.arithmetic(),
                            null,
                            trace.sheets().stream().map(AccountForms::sheet).toList(),
                            trace.movementsRead(),
                            here.size()));
                    ends.addAll(here);
                }
            }
        }
        return new TraceDocument(
                policies,
                null,
                null,
                ComparisonTable.of(result),
                lists,
                TraceDocument.labels(ends.stream().map(LedgerEnd::label)));
    }

    private static PolicyResult policy(
            Policy policy, String arithmetic, @Nullable String undefined, List<Sheet> sheets, long read, int ends) {
        return new PolicyResult(
                policy.word(),
                policy.standing(),
                policy.remark(),
                arithmetic,
                undefined,
                sheets,
                null,
                null,
                null,
                null,
                true, // A sheet that does not balance cannot be sealed.
                read,
                Map.of(),
                ends,
                List.of(),
                null);
    }

    private static Sheet sheet(LedgerSheet sheet) {
        Map<String, String> buckets = new LinkedHashMap<>();
        sheet.buckets().forEach((reason, amount) -> buckets.put(reason.word(), amount.toString()));
        return new Sheet(
                sheet.asset().toString(),
                Conservation.sum(sheet.seeds().values()).toString(),
                Conservation.sum(sheet.converted().values()).toString(),
                sheet.joined().toString(),
                buckets);
    }

    private static EndResult end(LedgerEnd end) {
        @Nullable ServiceLabel label = end.label();
        return new EndResult(
                end.txId() + ":" + end.entry(),
                end.account().address(),
                end.account().asset().toString(),
                end.height(),
                null,
                end.traced().toString(),
                end.exact().toString(),
                end.reason().word(),
                label == null ? null : label.vaspId().text(),
                label == null ? null : label.labelId().text(),
                null);
    }

    static TraceDocument document(LedgerOriginResult result) {
        var lists = new ArrayList<TraceDocument.LongList<?>>();
        var policies = new ArrayList<PolicyResult>();
        for (SealedLedgerOrigins sealed : result.results()) {
            lists.add(new TraceDocument.LongList<LedgerOrigin>(
                    TraceDocument.endsOf(sealed.policy().word()), sealed.origins(), AccountForms::origin));
            policies.add(policy(
                    sealed.policy(),
                    "exact rational",
                    null,
                    sheets(sealed, result.spec().targets()),
                    sealed.movementsRead(),
                    sealed.origins().size()));
        }
        return new TraceDocument(
                policies,
                null,
                null,
                List.of(),
                lists,
                TraceDocument.labels(result.results().stream()
                        .flatMap(one -> one.origins().stream())
                        .map(LedgerOrigin::label)));
    }

    /** By asset, exact shares rounded so that they sum to the targets. */
    private static List<Sheet> sheets(SealedLedgerOrigins sealed, List<LedgerSeed> targets) {
        var totals = new TreeMap<String, BigInteger>();
        for (int target = 0; target < targets.size(); target++) {
            totals.merge(
                    targets.get(target).account().asset().toString(),
                    sealed.targetValues().get(target),
                    BigInteger::add);
        }
        var sheets = new ArrayList<Sheet>();
        totals.forEach((asset, total) -> {
            List<LedgerOrigin> origins = sealed.origins().stream()
                    .filter(origin -> origin.account().asset().toString().equals(asset))
                    .toList();
            List<BigInteger> whole = LargestRemainder.round(
                    total, origins.stream().map(LedgerOrigin::exact).toList());
            var sums = new TreeMap<LedgerOriginReason, BigInteger>();
            for (int i = 0; i < whole.size(); i++) {
                sums.merge(origins.get(i).reason(), whole.get(i), BigInteger::add);
            }
            Map<String, String> buckets = new LinkedHashMap<>();
            sums.forEach((reason, amount) -> buckets.put(reason.word(), amount.toString()));
            sheets.add(new Sheet(asset, total.toString(), "0", "0", buckets));
        });
        return sheets;
    }

    /** The whole units of one origin are its share rounded down; the sheet's buckets are rounded to their sum. */
    private static EndResult origin(LedgerOrigin origin) {
        @Nullable ServiceLabel label = origin.label();
        return new EndResult(
                origin.txId().toString(),
                origin.account().address(),
                origin.account().asset().toString(),
                origin.height(),
                null,
                origin.exact().floor().toString(),
                origin.exact().toString(),
                origin.reason().word(),
                label == null ? null : label.vaspId().text(),
                label == null ? null : label.labelId().text(),
                null);
    }

    static TraceDocument document(LedgerPaths result) {
        return new TraceDocument(
                List.of(),
                new TraceResponse.PathsResult(
                        result.paths().size(),
                        result.cutByHops(),
                        result.cutByValue(),
                        result.cutByTime(),
                        result.cutByHubs(),
                        result.more(),
                        result.unexplored(),
                        List.of(),
                        null),
                null,
                List.of(),
                List.of(new TraceDocument.LongList<List<LedgerPaths.Step>>(
                        TraceDocument.PATHS,
                        result.paths(),
                        path -> path.stream().map(LedgerPaths.Step::toString).toList())),
                Set.of());
    }
}
