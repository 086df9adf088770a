package org.holdfast.tracing.app.trace.work;

import com.google.protobuf.ByteString;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.holdfast.kit.digest.Digests;
import org.holdfast.primitives.chain.Chains;
import org.holdfast.primitives.id.CaseId;
import org.holdfast.primitives.id.LabelId;
import org.holdfast.primitives.id.OfficerId;
import org.holdfast.primitives.id.TraceId;
import org.holdfast.primitives.id.VaspId;
import org.holdfast.records.tracing.v1.Attribution;
import org.holdfast.records.tracing.v1.ReachedOutput;
import org.holdfast.records.tracing.v1.TracingFact;
import org.holdfast.records.tracing.v1.ValueReachedService;
import org.holdfast.tracing.app.fact.Finding;
import org.holdfast.tracing.app.label.Label;
import org.holdfast.tracing.app.label.LabelSet;
import org.holdfast.tracing.output.end.End;
import org.holdfast.tracing.output.end.EndReason;
import org.holdfast.tracing.output.graph.GraphIndex;
import org.holdfast.tracing.output.trace.SealedTrace;
import org.holdfast.tracing.output.trace.TraceResult;
import org.holdfast.tracing.question.ServiceLabel;
import org.jspecify.annotations.Nullable;

/**
 * What a case's trace tells the coordinator: one finding per exchange that value reached, by the first lawful policy
 * that was asked. One policy only, since two would ask for the same coins twice; never poison, which only gives leads.
 */
final class Findings {
    /** For whom a trace is made. */
    record Purpose(TraceId traceId, CaseId caseId, OfficerId officer, Instant now) {}

    private final Purpose purpose;
    private final TraceResult result;
    private final LabelSet labels;
    private final GraphIndex blocks;

    private Findings(Purpose purpose, TraceResult result, LabelSet labels, GraphIndex blocks) {
        this.purpose = purpose;
        this.result = result;
        this.labels = labels;
        this.blocks = blocks;
    }

    /** Labels and blocks are those the trace was made over, the very same sets. */
    static List<Finding> of(Purpose purpose, TraceResult result, LabelSet labels, GraphIndex blocks) {
        return new Findings(purpose, result, labels, blocks).all();
    }

    private List<Finding> all() {
        var findings = new ArrayList<Finding>();
        result.results().stream()
                .filter(one -> one.policy().lawful())
                .findFirst()
                .ifPresent(lawful ->
                        byExchange(lawful).forEach((vasp, ends) -> findings.add(finding(lawful, vasp, ends))));
        return findings;
    }

    private static Map<VaspId, List<End>> byExchange(SealedTrace lawful) {
        var byExchange = new TreeMap<VaspId, List<End>>();
        for (End end : lawful.ends()) {
            if (end.reason() == EndReason.SERVICE
                    && end.label() != null
                    && end.traced().signum() > 0) {
                byExchange
                        .computeIfAbsent(end.label().vaspId(), v -> new ArrayList<>())
                        .add(end);
            }
        }
        return byExchange;
    }

    private Finding finding(SealedTrace sealed, VaspId vasp, List<End> ends) {
        var reached = ValueReachedService.newBuilder()
                .setTraceId(purpose.traceId().text())
                .setTraceDigest(result.digest())
                .setPolicy(sealed.policy().word())
                .setAsset(
                        Chains.profile(result.spec().chain()).nativeAsset().id().toString())
                .setVaspId(vasp.text())
                .setTipHeight(result.tip().height())
                .setTipHash(ByteString.copyFrom(result.tip().hash().displayBytes()))
                .setAttribution(attribution(labels, ends.getFirst().label()));
        var key = new StringBuilder(purpose.caseId() + "\n" + vasp + "\n" + sealed.policy() + "\n");
        var labelIds = new HashSet<LabelId>();
        BigInteger total = BigInteger.ZERO;
        for (End end : ends) {
            var block = blocks.block(end.height()).orElseThrow();
            labelIds.add(Objects.requireNonNull(end.label()).labelId());
            reached.addOutputs(ReachedOutput.newBuilder()
                    .setOutpoint(end.place())
                    .setAddress(Objects.requireNonNullElse(end.address(), ""))
                    .setBlockHeight(end.height())
                    .setBlockHash(ByteString.copyFrom(block.hash().displayBytes()))
                    .setValue(Long.toString(end.value()))
                    .setTraced(end.traced().toString()));
            key.append(end.place()).append(' ').append(end.traced()).append('\n');
            total = total.add(end.traced());
        }
        var fact = TracingFact.newBuilder()
                .setCaseId(purpose.caseId().text())
                .setRecordedAt(purpose.now().toString())
                .setRequestedBy(purpose.officer().text())
                .setValueReachedService(reached.setTracedTotal(total.toString()))
                .build();
        return new Finding(
                "fact-" + Digests.id(key.toString()), fact, result.spec().chain(), labelIds);
    }

    /** What the label says at which value stopped. */
    static Attribution attribution(LabelSet labels, @Nullable ServiceLabel at) {
        Label label = labels.label(Objects.requireNonNull(at).labelId());
        return Attribution.newBuilder()
                .setLabelId(label.id().text())
                .setSource(label.source())
                .setConfidencePerMille(label.confidencePerMille())
                .build();
    }
}
