package org.holdfast.chain.app.follow;

import java.time.Duration;
import org.holdfast.chain.spi.BackOff;

/**
 * The bounds of following a chain.
 *
 * @param ahead moves that are asked for ahead of what is published; a real block takes some 10 MB as records
 * @param awaitMax how long one wait for a new tip may take; a follower that waits for something else looks this often
 *     whether an import has brought it
 * @param pauses waits after the source gave no usable answer; it is asked without end
 * @param patience how long the source may owe an answer or be behind, and publishing stand still, before health says
 *     degraded
 */
public record FollowBounds(int ahead, Duration awaitMax, BackOff pauses, Duration patience) {
    public static final FollowBounds DEFAULT = new FollowBounds(
            8,
            Duration.ofSeconds(5),
            new BackOff(Duration.ofMillis(250), Duration.ofSeconds(15)),
            Duration.ofMinutes(1));

    /** The same with other patience. */
    public FollowBounds withPatience(Duration other) {
        return new FollowBounds(ahead, awaitMax, pauses, other);
    }
}
