package org.holdfast.api.hold;

import org.jspecify.annotations.Nullable;

/**
 * What an exchange says about one line.
 *
 * @param result {@code held}, {@code not-held} or {@code declined}
 * @param reason a reason code, such as {@code OK_FULL}
 * @param held base units, decimal digits; absent where nothing is held
 * @param heldUntil ISO 8601 UTC; given exactly where something is held
 * @param accountRef the exchange's own opaque reference
 */
public record LineAnswerBody(
        @Nullable Integer line,
        @Nullable String result,
        @Nullable String reason,
        @Nullable String held,
        @Nullable String heldUntil,
        @Nullable String accountRef) {}
