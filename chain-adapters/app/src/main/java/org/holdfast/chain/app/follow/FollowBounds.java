package org.holdfast.chain.app.follow;

import java.time.Duration;
import org.holdfast.chain.spi.BackOff;

/**
 * The bounds of following a chain.
 *
 * @param ahead moves that are asked for ahead of what is published; a real block takes some 10 MB as records
 * @param awaitMax how long one wait for a new tip may take
 * @param pauses waits after the source did not answer; a source that stays away is asked without end
 * @param refusals how often in a row what the source says may be refused before following stops
 * @param silence how long the source may give no answer before health says degraded
 */
public record FollowBounds(int ahead, Duration awaitMax, BackOff pauses, int refusals, Duration silence) {
    public static final FollowBounds DEFAULT = new FollowBounds(
            8,
            Duration.ofSeconds(5),
            new BackOff(Duration.ofMillis(250), Duration.ofSeconds(15)),
            5,
            Duration.ofMinutes(2));

    /** The same with another bound on silence. */
    public FollowBounds withSilence(Duration other) {
        return new FollowBounds(ahead, awaitMax, pauses, refusals, other);
    }
}
