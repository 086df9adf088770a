package org.holdfast.freeze.app.watch;

/** Looks at what waits in the database, on a connection of its own. */
public interface DatabaseLook {
    /** Looks once. */
    Sight look();

    /**
     * Frees what was claimed at a time that has not come yet. Only an instance with a wrong clock, or one from before
     * the clocks were set back, can have claimed it; no other could take it over until then. Returns how many claims
     * were freed.
     */
    int freeClaimsOfTheFuture();
}
