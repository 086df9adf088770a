package org.holdfast.freeze.app.parked;

/** Tries parked events again. */
public interface ParkedRetry {
    /** Tries each sequence once, in the order of its events. Returns how many sequences are done. */
    int retry();
}
