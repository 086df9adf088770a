package org.holdfast.api.label;

/**
 * What became of the labels.
 *
 * @param withdrawn the very claim was withdrawn here and stays so
 */
public record LabelsResponse(int added, int unchanged, int withdrawn) {}
