package org.holdfast.tracing.app.rest;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.holdfast.api.trace.TraceResponse;
import org.holdfast.primitives.CaseId;
import org.holdfast.primitives.TraceId;
import org.holdfast.tracing.trace.End;
import org.holdfast.tracing.trace.SealedTrace;
import org.holdfast.tracing.trace.ServiceLabel;
import org.holdfast.tracing.trace.TraceResult;
import org.jspecify.annotations.Nullable;

/** A trace as it is answered. */
final class TraceResponses {
    private TraceResponses() {}

    static TraceResponse of(TraceId id, Optional<CaseId> caseId, TraceResult result) {
        return new TraceResponse(
                id.text(),
                result.digest(),
                result.resultDigest(),
                result.engineVersion(),
                result.labelSet(),
                result.spec().chain().text(),
                new TraceResponse.Tip(result.tip().height(), result.tip().hash().toString()),
                caseId.map(CaseId::text).orElse(null),
                result.results().stream().map(TraceResponses::policy).toList());
    }

    private static TraceResponse.PolicyResult policy(SealedTrace sealed) {
        Map<String, String> buckets = new LinkedHashMap<>();
        sealed.buckets().forEach((reason, amount) -> buckets.put(reason.word(), amount.toString()));
        return new TraceResponse.PolicyResult(
                sealed.policy().word(),
                sealed.policy().standing(),
                sealed.policy().remark(),
                sealed.arithmetic(),
                sealed.seedTotal().toString(),
                sealed.joinedClean().toString(),
                sealed.joinedUnknown().toString(),
                buckets,
                true, // A result that does not balance cannot be sealed.
                sealed.transactionsVisited(),
                sealed.ends().stream().map(TraceResponses::end).toList());
    }

    private static TraceResponse.EndResult end(End end) {
        @Nullable ServiceLabel label = end.label();
        return new TraceResponse.EndResult(
                end.place(),
                end.address(),
                end.height(),
                Long.toString(end.value()),
                end.traced().toString(),
                end.exact().toString(),
                end.reason().word(),
                label == null ? null : label.vaspId().text(),
                label == null ? null : label.labelId().text(),
                end.spentBy() == null ? null : end.spentBy().toString());
    }
}
