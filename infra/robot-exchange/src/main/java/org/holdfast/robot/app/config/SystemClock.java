package org.holdfast.robot.app.config;

import java.time.Clock;

/** The one place where the program takes the time of the machine. */
public final class SystemClock {
    private SystemClock() {}

    public static Clock utc() {
        return Clock.systemUTC();
    }
}
