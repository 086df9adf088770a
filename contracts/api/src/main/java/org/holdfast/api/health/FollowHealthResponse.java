package org.holdfast.api.health;

import java.util.List;

/**
 * The health of the adapter that follows one chain.
 *
 * @param status {@code UP}, or {@code DEGRADED} if the source is silent for too long or its answers are refused
 * @param chain CAIP-2
 * @param assumptions what the adapter assumes about a chain whose profile is not built in, one sentence each
 * @param state what the adapter does: one of the constants of this record
 * @param trouble why the last answer of the source could not be used; empty if it could
 * @param height of the last published block; -1 if there is none
 * @param tip hash of the last published block; empty if there is none
 * @param finalHeight height of the last final block; -1 if there is none
 * @param sourceHeight height of the source's tip when it was last asked; -1 if unknown
 * @param lagBlocks blocks between the last published block and the source's tip
 * @param lagSeconds age of the last published block while the adapter lags; 0 otherwise
 * @param silentSeconds time since the last usable answer of the source
 * @param retractions blocks retracted since the adapter started
 * @param refusals answers of the source that were refused since then
 * @param sourceErrors failed requests to the source since then
 */
public record FollowHealthResponse(
        String status,
        String chain,
        List<String> assumptions,
        String state,
        String trouble,
        long height,
        String tip,
        long finalHeight,
        long sourceHeight,
        long lagBlocks,
        long lagSeconds,
        long silentSeconds,
        long retractions,
        long refusals,
        long sourceErrors) {
    public FollowHealthResponse {
        assumptions = List.copyOf(assumptions);
    }

    /** The source has not answered yet. */
    public static final String STARTING = "starting";

    /** The adapter publishes blocks that the topic lacks. */
    public static final String PUBLISHING = "publishing";

    /** The adapter retracts blocks of an abandoned branch. */
    public static final String RETRACTING = "retracting";

    /** The topic has the source's tip. */
    public static final String AT_TIP = "at-tip";

    /** The topic is ahead of the source; the adapter waits for the source. */
    public static final String SOURCE_BEHIND = "source-behind";

    /** The source has no block; the adapter waits for one. */
    public static final String SOURCE_EMPTY = "source-empty";

    /** True if the status is {@code UP}. */
    public boolean up() {
        return status.equals(HealthResponse.UP);
    }

    /** True once the source has answered. */
    public boolean started() {
        return !state.equals(STARTING);
    }
}
