package org.holdfast.chain.app.config;

import java.time.Clock;

/** The one place where the machine's clock is chosen. */
public final class SystemClock {
    private SystemClock() {}

    public static Clock utc() {
        return Clock.systemUTC();
    }
}
