package org.holdfast.api.trace;

/** Whether an index's counts and sums, computed again, are those that were kept while it grew. */
public record CheckResponse(boolean sound) {}
