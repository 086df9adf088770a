package org.holdfast.tracing.app.rest;

import java.util.List;
import org.holdfast.api.trace.LabelsRequest;
import org.holdfast.api.trace.LabelsResponse;
import org.holdfast.primitives.Address;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.VaspId;
import org.holdfast.tracing.app.store.JdbcLabels;
import org.holdfast.tracing.app.store.Label;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class LabelsController {
    private static final int LABELS_MAX = 10_000;
    private static final int SOURCE_LENGTH_MAX = 200;

    private final JdbcLabels labels;

    LabelsController(JdbcLabels labels) {
        this.labels = labels;
    }

    @PutMapping("/v1/labels")
    LabelsResponse put(@RequestBody LabelsRequest request) {
        String source = Requests.require(request.source(), "source");
        var entries = Requests.require(request.labels(), "labels");
        if (source.isBlank() || source.length() > SOURCE_LENGTH_MAX) {
            throw Requests.fault("source", "1 to " + SOURCE_LENGTH_MAX + " characters", source);
        }
        if (entries.size() > LABELS_MAX) {
            throw Requests.fault("labels", "at most " + LABELS_MAX, Integer.toString(entries.size()));
        }
        List<Label> wanted = entries.stream().map(entry -> label(source, entry)).toList();
        int added = 0;
        for (Label label : wanted) {
            added += labels.put(label) ? 1 : 0;
        }
        return new LabelsResponse(added, wanted.size() - added);
    }

    @GetMapping("/v1/labels")
    LabelsRequest get(@RequestParam String chain, @RequestParam String address) {
        var found = labels.of(new Address(new ChainId(chain), address)).stream()
                .map(label -> new LabelsRequest.LabelEntry(
                        chain, address, label.vasp().text(), label.category(), label.confidencePerMille()))
                .toList();
        return new LabelsRequest(null, found);
    }

    private static Label label(String source, LabelsRequest.LabelEntry entry) {
        int confidence = entry.confidencePerMille();
        if (confidence < 0 || confidence > 1000) {
            throw Requests.fault("labels.confidencePerMille", "0 to 1000", Integer.toString(confidence));
        }
        var chain = new ChainId(Requests.require(entry.chain(), "labels.chain"));
        return Label.of(
                new Address(chain, Requests.require(entry.address(), "labels.address")),
                new VaspId(Requests.require(entry.vaspId(), "labels.vaspId")),
                Requests.require(entry.category(), "labels.category"),
                source,
                confidence);
    }
}
