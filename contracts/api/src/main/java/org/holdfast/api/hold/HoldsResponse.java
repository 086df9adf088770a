package org.holdfast.api.hold;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of requests, in the order in which they were drafted. {@code next} is null on the last page. */
public record HoldsResponse(List<Hold> holds, @Nullable String next) {
    public HoldsResponse {
        holds = List.copyOf(holds);
    }

    /**
     * One request.
     *
     * @param state such as {@code draft}, {@code sent}, {@code held-full}
     * @param askedAmount sum of the lines
     * @param heldAmount sum of what the exchange said it holds
     * @param factStatus whether the fact of the request stands: {@code stands}, {@code suspended} or {@code lost}
     * @param clock {@code acknowledgement} or {@code term}, null where none runs
     * @param clockDue when it runs out
     */
    public record Hold(
            String holdId,
            String caseId,
            String vaspId,
            @Nullable String factId,
            String state,
            String asset,
            String askedAmount,
            String heldAmount,
            String factStatus,
            @Nullable String clock,
            @Nullable String clockDue,
            String draftedAt,
            String changedAt) {}
}
