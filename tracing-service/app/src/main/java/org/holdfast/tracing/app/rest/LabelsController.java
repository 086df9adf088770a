package org.holdfast.tracing.app.rest;

import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.regex.Pattern;
import org.holdfast.api.label.LabelWithdrawalRequest;
import org.holdfast.api.label.LabelWithdrawalResponse;
import org.holdfast.api.label.LabelsAtResponse;
import org.holdfast.api.label.LabelsRequest;
import org.holdfast.api.label.LabelsResponse;
import org.holdfast.kit.access.Caller;
import org.holdfast.kit.access.Needs;
import org.holdfast.kit.access.Permission;
import org.holdfast.kit.rest.Requests;
import org.holdfast.primitives.Address;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.primitives.chain.Chains;
import org.holdfast.primitives.id.LabelId;
import org.holdfast.primitives.id.VaspId;
import org.holdfast.tracing.app.fact.Facts;
import org.holdfast.tracing.app.label.Label;
import org.holdfast.tracing.app.label.Labels;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class LabelsController {
    private static final int LABELS_MAX = 10_000;
    private static final int SOURCE_LENGTH_MAX = 200;
    private static final int REASON_LENGTH_MAX = 500;

    /** Chains and addresses that are wrong. */
    private static final Pattern ADDRESS_FAULT = Pattern.compile("primitives\\.(address|chain|chain-id)\\..*");

    private final Labels labels;
    private final Facts facts;
    private final Clock clock;

    LabelsController(Labels labels, Facts facts, Clock clock) {
        this.labels = labels;
        this.facts = facts;
        this.clock = clock;
    }

    @PutMapping("/v1/labels")
    @Needs(Permission.PUT_LABELS)
    LabelsResponse put(@RequestBody LabelsRequest request) {
        String source = Requests.text("source", request.source(), SOURCE_LENGTH_MAX);
        var entries = Requests.require(request.labels(), "labels");
        Requests.between("number of labels", entries.size(), 0, LABELS_MAX);
        var refused = new ArrayList<LabelsResponse.Refused>();
        List<Label> wanted = labels(source, entries, refused);
        var became = new EnumMap<Labels.Put, Integer>(Labels.Put.class);
        wanted.forEach(label -> became.merge(labels.put(label), 1, Integer::sum));
        return new LabelsResponse(
                became.getOrDefault(Labels.Put.ADDED, 0),
                became.getOrDefault(Labels.Put.UNCHANGED, 0),
                became.getOrDefault(Labels.Put.WITHDRAWN, 0),
                refused);
    }

    @GetMapping("/v1/labels")
    @Needs(Permission.READ_TRACES)
    LabelsAtResponse get(@RequestParam String chain, @RequestParam String address) {
        return new LabelsAtResponse(labels.of(Chains.address(new ChainId(chain), address)).stream()
                .map(label -> new LabelsAtResponse.LabelView(
                        label.id().text(),
                        label.address().chain().text(),
                        label.address().text(),
                        label.vasp().text(),
                        label.category(),
                        label.source(),
                        label.confidencePerMille()))
                .toList());
    }

    /** Facts that rest on the label fall with it, and with them the holds that follow from the facts. */
    @PostMapping("/v1/labels/{labelId}/withdrawal")
    @Needs(Permission.OVERSEE_TRACES)
    LabelWithdrawalResponse withdraw(
            @PathVariable String labelId,
            @RequestBody LabelWithdrawalRequest request,
            @AuthenticationPrincipal Caller.Officer officer) {
        String reason = Requests.text("reason", request.reason(), REASON_LENGTH_MAX);
        int fallen = facts.withdrawLabel(new LabelId(labelId), officer.id(), reason, clock.instant())
                .orElseThrow(() -> new InputFaultException(new InputFault(
                        "tracing.label.unknown",
                        "a label is not here",
                        "label id",
                        "the id of a label that was put here",
                        InputFault.quote(labelId),
                        "read the labels of the address")));
        return new LabelWithdrawalResponse(fallen);
    }

    /** A wrong chain or address refuses its own label; where every label is wrong, the request is refused. */
    private static List<Label> labels(
            String source, List<LabelsRequest.LabelEntry> entries, List<LabelsResponse.Refused> refused) {
        var wanted = new ArrayList<Label>();
        for (int i = 0; i < entries.size(); i++) {
            LabelsRequest.LabelEntry entry = Requests.require(entries.get(i), "labels");
            String text = Requests.require(entry.address(), "labels.address");
            String chain = Requests.require(entry.chain(), "labels.chain");
            try {
                wanted.add(label(source, entry, Chains.address(new ChainId(chain), text)));
            } catch (InputFaultException e) {
                InputFault fault = e.fault();
                if (!ADDRESS_FAULT.matcher(fault.code()).matches() || refused.size() + 1 == entries.size()) {
                    throw e;
                }
                refused.add(new LabelsResponse.Refused(i, text, fault.code(), fault.sentence()));
            }
        }
        return wanted;
    }

    private static Label label(String source, LabelsRequest.LabelEntry entry, Address address) {
        int confidence = entry.confidencePerMille();
        Requests.between("labels.confidencePerMille", confidence, 0, 1000);
        return Label.of(
                address,
                new VaspId(Requests.require(entry.vaspId(), "labels.vaspId")),
                Requests.require(entry.category(), "labels.category"),
                source,
                confidence);
    }
}
