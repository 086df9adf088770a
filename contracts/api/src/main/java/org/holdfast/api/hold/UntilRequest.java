package org.holdfast.api.hold;

import org.jspecify.annotations.Nullable;

/** Until when, ISO 8601 UTC. */
public record UntilRequest(@Nullable String until) {}
