package org.holdfast.freeze.app.hold;

import java.math.BigInteger;
import java.time.Instant;
import org.holdfast.freeze.hold.HoldState;
import org.jspecify.annotations.Nullable;

/**
 * One line of the list of requests.
 *
 * @param asked sum of the lines
 * @param held sum of what the exchange said it holds
 * @param factStatus {@code STANDS}, {@code SUSPENDED}, {@code LOST} or {@code KEPT}
 * @param clockDue null where no clock runs
 */
public record HoldRow(
        String holdId,
        String caseId,
        String vaspId,
        @Nullable String factId,
        String asset,
        BigInteger asked,
        BigInteger held,
        HoldState.Label state,
        String factStatus,
        @Nullable String clock,
        int clockRound,
        @Nullable Instant clockDue,
        Instant draftedAt,
        Instant changedAt) {}
