package org.holdfast.tracing.app.rest;

import com.google.protobuf.ByteString;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.holdfast.primitives.AssetId;
import org.holdfast.primitives.CaseId;
import org.holdfast.primitives.LabelId;
import org.holdfast.primitives.OfficerId;
import org.holdfast.primitives.TraceId;
import org.holdfast.primitives.VaspId;
import org.holdfast.records.tracing.v1.Attribution;
import org.holdfast.records.tracing.v1.ReachedOutput;
import org.holdfast.records.tracing.v1.TracingFact;
import org.holdfast.records.tracing.v1.ValueReachedService;
import org.holdfast.tracing.app.store.Digests;
import org.holdfast.tracing.app.store.JdbcLabels;
import org.holdfast.tracing.app.store.Label;
import org.holdfast.tracing.graph.GraphIndex;
import org.holdfast.tracing.graph.GraphStore;
import org.holdfast.tracing.trace.End;
import org.holdfast.tracing.trace.EndReason;
import org.holdfast.tracing.trace.SealedTrace;
import org.holdfast.tracing.trace.TraceResult;

/**
 * What a case's trace tells the coordinator: one fact per exchange that value reached, by the first lawful policy that
 * was asked. One policy only, since two would ask for the same coins twice; never poison, which only gives leads.
 */
final class Facts {
    private Facts() {}

    static List<TracingFact> of(
            TraceId id,
            CaseId caseId,
            OfficerId officer,
            TraceResult result,
            JdbcLabels labels,
            GraphStore store,
            Instant now) {
        var lawful =
                result.results().stream().filter(one -> one.policy().lawful()).findFirst();
        var facts = new ArrayList<TracingFact>();
        if (lawful.isEmpty()) {
            return facts;
        }
        var byExchange = new TreeMap<VaspId, List<End>>();
        for (End end : lawful.get().ends()) {
            if (end.reason() == EndReason.SERVICE
                    && end.label() != null
                    && end.traced().signum() > 0) {
                byExchange
                        .computeIfAbsent(end.label().vaspId(), v -> new ArrayList<>())
                        .add(end);
            }
        }
        try (var snapshot = store.snapshot()) {
            byExchange.forEach((vasp, ends) ->
                    facts.add(fact(id, caseId, officer, result, lawful.get(), vasp, ends, labels, snapshot, now)));
        }
        return facts;
    }

    private static TracingFact fact(
            TraceId id,
            CaseId caseId,
            OfficerId officer,
            TraceResult result,
            SealedTrace sealed,
            VaspId vasp,
            List<End> ends,
            JdbcLabels labels,
            GraphIndex blocks,
            Instant now) {
        var reached = ValueReachedService.newBuilder()
                .setTraceId(id.text())
                .setTraceDigest(result.digest())
                .setPolicy(sealed.policy().word())
                .setAsset(AssetId.bitcoin(result.spec().chain()).toString())
                .setVaspId(vasp.text())
                .setAttribution(attribution(ends.getFirst(), labels));
        var basis = new StringBuilder(caseId + "\n" + vasp + "\n" + sealed.policy() + "\n");
        BigInteger total = BigInteger.ZERO;
        for (End end : ends) {
            var block = blocks.block(end.height()).orElseThrow();
            reached.addOutputs(ReachedOutput.newBuilder()
                    .setOutpoint(end.place())
                    .setAddress(Objects.requireNonNullElse(end.address(), ""))
                    .setBlockHeight(end.height())
                    .setBlockHash(ByteString.copyFrom(block.hash().displayBytes()))
                    .setValue(Long.toString(end.value()))
                    .setTraced(end.traced().toString()));
            basis.append(end.place()).append(' ').append(end.traced()).append('\n');
            total = total.add(end.traced());
        }
        return TracingFact.newBuilder()
                .setFactId("fact-" + Digests.id(basis.toString()))
                .setCaseId(caseId.text())
                .setRecordedAt(now.toString())
                .setRequestedBy(officer.text())
                .setValueReachedService(reached.setTracedTotal(total.toString()))
                .build();
    }

    private static Attribution attribution(End end, JdbcLabels labels) {
        LabelId labelId = Objects.requireNonNull(end.label()).labelId();
        Label label = labels.byId(labelId).orElseThrow();
        return Attribution.newBuilder()
                .setLabelId(labelId.text())
                .setSource(label.source())
                .setConfidencePerMille(label.confidencePerMille())
                .build();
    }
}
