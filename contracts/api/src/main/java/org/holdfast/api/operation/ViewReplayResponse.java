package org.holdfast.api.operation;

/** A read model is empty, and is built again from the first event; health shows how far it is behind. */
public record ViewReplayResponse(String view) {}
