package org.holdfast.freeze.hold.answer;

/** What an exchange did about one line. */
public enum LineResult {
    /** All or a part of what was asked is held. */
    HELD,
    /** There was nothing to hold, or it could not be held. */
    NOT_HELD,
    /** The exchange will not act on this request. */
    DECLINED
}
