package org.holdfast.freeze.legal;

/** How well a legal value is known. */
public enum Mark {
    /** Read in the primary text. */
    VERIFIED,
    /** Read in a secondary source only, which is named; shown as such. */
    SECONDARY,
    /** Not confirmed in any source: a placeholder that nothing may rest on. */
    UNVERIFIED,
    /** Our own proposal, not a rule of law. */
    DESIGN;

    /** Whether a measure may rest on a value with this mark. */
    public boolean carriesMeasures() {
        return this != UNVERIFIED;
    }
}
