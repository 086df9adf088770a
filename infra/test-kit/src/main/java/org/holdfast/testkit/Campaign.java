package org.holdfast.testkit;

/**
 * Sizes of test campaigns: kills, random cases, generated chains. An everyday run takes few, so that it ends soon;
 * {@code ./holdfast test --long} takes all.
 */
public final class Campaign {
    private static final boolean LONG = Boolean.getBoolean("holdfast.long");

    private Campaign() {}

    /** How many repetitions this run makes. */
    public static int size(int everyday, int full) {
        return LONG ? full : everyday;
    }
}
