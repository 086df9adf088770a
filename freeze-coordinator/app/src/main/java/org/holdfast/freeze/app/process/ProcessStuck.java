package org.holdfast.freeze.app.process;

import java.time.Instant;
import org.holdfast.primitives.id.HoldId;

/**
 * Recorded when a command that a process gave was refused for a reason that does not pass by itself.
 *
 * @param command what was to be done
 * @param refusal why it was refused
 */
public record ProcessStuck(HoldId holdId, String command, String refusal, Instant at) {}
