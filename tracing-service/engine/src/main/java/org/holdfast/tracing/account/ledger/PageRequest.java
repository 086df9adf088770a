package org.holdfast.tracing.account.ledger;

/**
 * A request for a page of movements.
 *
 * @param fromPosition the page begins with the first movement at or after this position
 * @param most maximum number of movements, at most {@link #MOST}
 */
public record PageRequest(long account, long fromPosition, int most) {
    /** The largest page: a hub with ten million movements is read in pages. */
    public static final int MOST = 4_096;

    public PageRequest {
        if (account < 1 || fromPosition < 0 || most < 1 || most > MOST) {
            throw new IllegalArgumentException("a page has an account and holds 1 to " + MOST
                    + " movements, got account " + account + " from " + fromPosition + ", " + most + " movements");
        }
    }
}
