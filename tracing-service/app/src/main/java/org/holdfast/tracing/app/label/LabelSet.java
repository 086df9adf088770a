package org.holdfast.tracing.app.label;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.holdfast.kit.digest.Digests;
import org.holdfast.primitives.id.LabelId;
import org.holdfast.tracing.question.Attributions;
import org.holdfast.tracing.question.ServiceLabel;

/** The labels of a chain as they stood at one moment. Of several at one address the most confident one counts. */
public final class LabelSet implements Attributions {
    private final String name;
    private final Map<String, Label> byAddress;
    private final Map<LabelId, Label> byId;

    private LabelSet(List<Label> labels) {
        var addresses = new HashMap<String, Label>();
        var ids = new HashMap<LabelId, Label>();
        var basis = new StringBuilder();
        for (Label label : labels) {
            addresses.put(label.address().text(), label);
            ids.put(label.id(), label);
            basis.append(label.id())
                    .append(' ')
                    .append(label.confidencePerMille())
                    .append('\n');
        }
        this.name = labels.isEmpty() ? "none" : Digests.sha256(basis.toString());
        this.byAddress = Map.copyOf(addresses);
        this.byId = Map.copyOf(ids);
    }

    /** Of labels in ascending confidence, those of equal confidence in a fixed order. */
    public static LabelSet of(List<Label> labels) {
        return new LabelSet(labels);
    }

    @Override
    public String labelSet() {
        return name;
    }

    @Override
    public Optional<ServiceLabel> service(String address) {
        return Optional.ofNullable(byAddress.get(address)).map(label -> new ServiceLabel(label.id(), label.vasp()));
    }

    /** A label of this set by its id. */
    public Label label(LabelId id) {
        return Optional.ofNullable(byId.get(id)).orElseThrow();
    }
}
