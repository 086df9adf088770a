package org.holdfast.api.label;

import org.jspecify.annotations.Nullable;

/** Why a label is not believed any more. */
public record LabelWithdrawalRequest(@Nullable String reason) {}
