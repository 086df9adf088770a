package org.holdfast.freeze.hold.fact;

/** Why a fact was withdrawn. Stored by name. */
public enum LossCause {
    /** The fact came without a cause, or with one that is newer than this version. */
    UNKNOWN,
    /** Another transaction spends what a transaction of the fact spent. */
    CONFLICT,
    /** A transaction of the fact stayed out of the chain for too long. */
    ABSENT,
    /** The statement about the addresses was withdrawn. */
    ATTRIBUTION,
    /** The transaction came back and moves something else. */
    CHANGED
}
