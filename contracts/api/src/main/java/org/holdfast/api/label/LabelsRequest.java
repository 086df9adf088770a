package org.holdfast.api.label;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Labels of one source. Sending the same again changes nothing. */
public record LabelsRequest(
        @Nullable String source, @Nullable List<LabelEntry> labels) {
    /**
     * A claim of the source that an address belongs to an exchange or issuer.
     *
     * @param confidencePerMille 0 to 1000, as the source states it
     */
    public record LabelEntry(
            @Nullable String chain,
            @Nullable String address,
            @Nullable String vaspId,
            @Nullable String category,
            int confidencePerMille) {}
}
