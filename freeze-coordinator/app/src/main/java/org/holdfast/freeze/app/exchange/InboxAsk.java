package org.holdfast.freeze.app.exchange;

/** What an entry of an exchange's inbox asks for. Stored by name. */
public enum InboxAsk {
    /** Hold what the request names. */
    HOLD,
    /** Hold longer. */
    EXTENSION,
    /** Release what is held. */
    RELEASE,
    /** The term is over: say what became of the hold. */
    EXPIRY
}
