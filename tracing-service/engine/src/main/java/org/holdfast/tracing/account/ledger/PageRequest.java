package org.holdfast.tracing.account.ledger;

/**
 * A wish for a page of movements.
 *
 * @param fromPosition the page begins with the first movement at this position or behind it
 * @param most how many movements it may hold, at most {@link #MOST}
 */
public record PageRequest(long account, long fromPosition, int most) {
    /** The largest page: a super-node of ten million movements is read in pages, never at once. */
    public static final int MOST = 4_096;

    public PageRequest {
        if (account < 1 || fromPosition < 0 || most < 1 || most > MOST) {
            throw new IllegalArgumentException("a page has an account and holds 1 to " + MOST
                    + " movements, got account " + account + " from " + fromPosition + ", " + most + " movements");
        }
    }
}
