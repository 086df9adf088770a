package org.holdfast.kit.loop;

import java.time.Duration;
import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * The bounds of a loop.
 *
 * @param waitFirst the wait after a failure; each further one is twice as long
 * @param waitMax the longest such wait; a loop that keeps failing is repeated without end, this far apart
 * @param stopMax how long {@link BackgroundLoop#stop} waits for the end of a round before it interrupts the thread
 */
public record LoopBounds(Duration waitFirst, Duration waitMax, Duration stopMax) {
    public static final LoopBounds DEFAULT =
            new LoopBounds(Duration.ofMillis(250), Duration.ofSeconds(15), Duration.ofSeconds(20));

    private static final double DOUBLED = 2;

    BackOff waits() {
        var waits = new ExponentialBackOff(waitFirst.toMillis(), DOUBLED);
        waits.setMaxInterval(waitMax.toMillis());
        return waits;
    }
}
