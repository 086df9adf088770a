package org.holdfast.api.index;

/** Whether an index's counts and sums, computed again, are those that were kept while it grew. */
public record CheckResponse(boolean sound) {}
