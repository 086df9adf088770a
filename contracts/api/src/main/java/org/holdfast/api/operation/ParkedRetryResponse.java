package org.holdfast.api.operation;

/**
 * Another try of the parked events.
 *
 * @param done sequences of which no event is parked any more
 */
public record ParkedRetryResponse(int done) {}
