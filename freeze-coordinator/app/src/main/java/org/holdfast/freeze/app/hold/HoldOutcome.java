package org.holdfast.freeze.app.hold;

import org.holdfast.freeze.hold.HoldRejection;
import org.holdfast.freeze.hold.HoldState;
import org.jspecify.annotations.Nullable;

/**
 * What a command came to.
 *
 * @param state of the request afterwards
 * @param changed whether anything was recorded; a repeat records nothing
 * @param rejection why it was refused, or null
 */
public record HoldOutcome(
        HoldState.Label state, boolean changed, @Nullable HoldRejection rejection) {}
