package org.holdfast.tracing.app.label;

import org.holdfast.kit.digest.Digests;
import org.holdfast.primitives.Address;
import org.holdfast.primitives.id.LabelId;
import org.holdfast.primitives.id.VaspId;

/** An attribution as its source states it. */
public record Label(LabelId id, Address address, VaspId vasp, String category, String source, int confidencePerMille) {
    /** The same claim of the same source has the same id. */
    public static Label of(Address address, VaspId vasp, String category, String source, int confidencePerMille) {
        String basis = String.join("\n", address.chain().text(), address.text(), vasp.text(), category, source);
        return new Label(
                new LabelId("label-" + Digests.id(basis)), address, vasp, category, source, confidencePerMille);
    }
}
