package org.holdfast.api.health;

import java.util.List;

/**
 * The health of the adapter that follows one chain.
 *
 * @param status {@code UP}, or {@code DEGRADED} if a person has to look
 * @param chain CAIP-2
 * @param assumptions what the adapter assumes about a chain whose profile is not built in, one sentence each
 * @param state what the adapter does: one of the constants of this record
 * @param stateSeconds since when it does that
 * @param trouble all that is wrong, in the words of the source; empty if nothing is
 * @param notices parts of the source that do not work and are not needed to read blocks, such as announcements
 * @param height of the last published block; -1 if there is none
 * @param tip hash of the last published block; empty if there is none
 * @param finalHeight height of the last final block; -1 if there is none
 * @param sourceHeight height of the source's tip when it was last asked; -1 if unknown
 * @param lagBlocks blocks between the last published block and the source's tip
 * @param lagSeconds age of the last published block while the adapter lags; 0 otherwise
 * @param silentSeconds for how long the source has owed a usable answer; 0 if it owes none
 * @param missingFirst height of the first block that the source does not hand out; -1 if none is missing
 * @param missingLast height of the last block that is known to be missing; -1 if none is
 * @param retractions blocks retracted since the adapter started
 * @param refusals answers of the source that were refused since then
 * @param sourceErrors failed requests to the source since then
 */
public record FollowHealthResponse(
        String status,
        String chain,
        List<String> assumptions,
        String state,
        long stateSeconds,
        String trouble,
        List<String> notices,
        long height,
        String tip,
        long finalHeight,
        long sourceHeight,
        long lagBlocks,
        long lagSeconds,
        long silentSeconds,
        long missingFirst,
        long missingLast,
        long retractions,
        long refusals,
        long sourceErrors) {
    public FollowHealthResponse {
        assumptions = List.copyOf(assumptions);
        notices = List.copyOf(notices);
    }

    /** The source has not answered yet. */
    public static final String STARTING = "starting";

    /** The adapter publishes blocks that the topic lacks. */
    public static final String PUBLISHING = "publishing";

    /** The adapter retracts blocks of an abandoned branch. */
    public static final String RETRACTING = "retracting";

    /** The topic has the source's tip. */
    public static final String AT_TIP = "at-tip";

    /** The source's chain ends below what is published; the adapter waits for the source. */
    public static final String SOURCE_BEHIND = "source-behind";

    /** The source has no block; the adapter waits for one. */
    public static final String SOURCE_EMPTY = "source-empty";

    /** The source does not hand out the next blocks; the adapter waits for them and publishes none above them. */
    public static final String BLOCKS_MISSING = "blocks-missing";

    /** The source's chain leaves the topic below a final block; the adapter waits for the source or the operator. */
    public static final String OTHER_BRANCH = "other-branch";

    /** The source is of another network; the adapter waits for one of its own. */
    public static final String OTHER_NETWORK = "other-network";

    /** True if the status is {@code UP}. */
    public boolean up() {
        return status.equals(HealthResponse.UP);
    }

    /** True once a source of this chain has answered. */
    public boolean started() {
        return !state.equals(STARTING) && !state.equals(OTHER_NETWORK);
    }
}
