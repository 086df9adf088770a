package org.holdfast.api.label;

import java.util.List;

/**
 * What became of the labels.
 *
 * @param withdrawn the very claim was withdrawn here and stays so
 * @param refused labels whose chain or address is wrong, in the order of the request
 */
public record LabelsResponse(int added, int unchanged, int withdrawn, List<Refused> refused) {
    public LabelsResponse {
        refused = List.copyOf(refused);
    }

    /**
     * A label that was not taken.
     *
     * @param label its place in the request, from 0
     * @param code as in a problem record
     * @param detail what was expected and what was there, one sentence
     */
    public record Refused(int label, String address, String code, String detail) {}
}
