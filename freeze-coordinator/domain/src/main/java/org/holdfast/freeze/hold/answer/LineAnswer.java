package org.holdfast.freeze.hold.answer;

import java.time.Instant;
import org.holdfast.primitives.BaseUnits;
import org.jspecify.annotations.Nullable;

/**
 * What an exchange says about one line.
 *
 * @param line the number of the line
 * @param held what is held, base units; zero unless the result is {@link LineResult#HELD}
 * @param heldUntil how long the exchange holds it; given exactly where something is held
 * @param accountRef the exchange's own opaque reference, at most {@value #ACCOUNT_REF_MAX} characters
 */
public record LineAnswer(
        int line,
        LineResult result,
        ReasonCode reason,
        BaseUnits held,
        @Nullable Instant heldUntil,
        @Nullable String accountRef) {
    public static final int ACCOUNT_REF_MAX = 80;
}
