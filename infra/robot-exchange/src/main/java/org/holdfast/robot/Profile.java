package org.holdfast.robot;

/** How a robot answers. */
public enum Profile {
    /** Holds everything. */
    FULL,
    /** Holds half of each line, rounded up. */
    PARTIAL,
    /** Holds nothing: the value has moved on. */
    MOVED,
    /** Will not act without legal assistance. */
    DECLINES,
    /** Never says anything. */
    SILENT
}
