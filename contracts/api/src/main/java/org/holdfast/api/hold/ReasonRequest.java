package org.holdfast.api.hold;

import org.jspecify.annotations.Nullable;

/** Why something is dismissed or taken back. */
public record ReasonRequest(@Nullable String reason) {}
