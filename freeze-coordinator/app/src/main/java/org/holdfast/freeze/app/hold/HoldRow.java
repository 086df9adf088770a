package org.holdfast.freeze.app.hold;

import java.time.Instant;
import org.holdfast.freeze.hold.HoldState;
import org.holdfast.primitives.BaseUnits;
import org.jspecify.annotations.Nullable;

/** One line of the list of requests. {@code clockDue} is null where no clock runs. */
public record HoldRow(
        String holdId,
        String caseId,
        String vaspId,
        @Nullable String factId,
        String asset,
        BaseUnits asked,
        BaseUnits held,
        HoldState.Label state,
        @Nullable String clock,
        int clockRound,
        @Nullable Instant clockDue,
        Instant draftedAt,
        Instant changedAt) {}
