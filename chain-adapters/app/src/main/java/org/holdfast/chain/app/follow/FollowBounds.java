package org.holdfast.chain.app.follow;

import java.time.Duration;

/**
 * The bounds of following a chain.
 *
 * @param ahead moves that are asked for ahead of what is published; a real block takes some 10 MB as records
 * @param awaitMax how long one wait for a new tip may take
 * @param pauseMin the first wait after the source did not answer; each further one is twice as long
 * @param pauseMax the longest such wait; while the source stays away it is asked again and again, this far apart
 * @param refusals how often in a row what the source says may be refused before following stops
 * @param silence how long the source may give no answer before health says degraded
 */
public record FollowBounds(
        int ahead, Duration awaitMax, Duration pauseMin, Duration pauseMax, int refusals, Duration silence) {
    public static final FollowBounds DEFAULT = new FollowBounds(
            8, Duration.ofSeconds(5), Duration.ofMillis(250), Duration.ofSeconds(15), 5, Duration.ofMinutes(2));

    /** The same with another bound on silence. */
    public FollowBounds withSilence(Duration other) {
        return new FollowBounds(ahead, awaitMax, pauseMin, pauseMax, refusals, other);
    }
}
