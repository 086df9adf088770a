package org.holdfast.api.label;

import java.util.List;

/** What sources say about one address, withdrawn claims left out. */
public record LabelsAtResponse(List<LabelView> labels) {
    public LabelsAtResponse {
        labels = List.copyOf(labels);
    }

    /**
     * One claim.
     *
     * @param confidencePerMille 0 to 1000, as the source states it
     */
    public record LabelView(
            String labelId,
            String chain,
            String address,
            String vaspId,
            String category,
            String source,
            int confidencePerMille) {}
}
