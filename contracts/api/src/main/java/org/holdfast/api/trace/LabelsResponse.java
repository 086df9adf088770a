package org.holdfast.api.trace;

/** What became of the labels. */
public record LabelsResponse(int added, int unchanged) {}
