package org.holdfast.launcher.node.supervision;

import java.time.Duration;

/**
 * The bounds of watching and restarting one part.
 *
 * @param lookEvery time between two looks at the process
 * @param probeEvery time between two questions to it
 * @param silentMax questions in a row without an answer, after which it is killed
 * @param waitFirst wait before the first restart; each further one is twice as long
 * @param waitMax the longest such wait
 * @param healthyAfter a run that lasts longer makes the earlier failures count no more
 * @param window failures that are older do not count
 * @param failuresMax failures within the window, after which the part is given up
 * @param waitGivenUp wait between two starts of a part that was given up: it may mend without a person
 */
record PartBounds(
        Duration lookEvery,
        Duration probeEvery,
        int silentMax,
        Duration waitFirst,
        Duration waitMax,
        Duration healthyAfter,
        Duration window,
        int failuresMax,
        Duration waitGivenUp) {
    static final PartBounds DEFAULT = new PartBounds(
            Duration.ofMillis(300),
            Duration.ofSeconds(2),
            4,
            Duration.ofSeconds(1),
            Duration.ofSeconds(15),
            Duration.ofSeconds(15),
            Duration.ofMinutes(10),
            12,
            Duration.ofMinutes(2));

    /** The same with another number of failures before a part is given up. */
    PartBounds withFailuresMax(int failures) {
        return new PartBounds(
                lookEvery, probeEvery, silentMax, waitFirst, waitMax, healthyAfter, window, failures, waitGivenUp);
    }

    /** The wait after so many failures in a row. */
    Duration waitAfter(int failures) {
        Duration wait = waitFirst;
        for (int n = 1; n < failures && wait.compareTo(waitMax) < 0; n++) {
            wait = wait.multipliedBy(2);
        }
        return wait.compareTo(waitMax) < 0 ? wait : waitMax;
    }
}
