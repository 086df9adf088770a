package org.holdfast.freeze.app;

import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import org.holdfast.freeze.app.watch.MonotonicClock;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.support.GenericApplicationContext;

/** The coordinator as a process of its own, whose system clock is off: {@code OffsetInstance SECONDS ARGUMENTS...}. */
final class OffsetInstance {
    private OffsetInstance() {}

    public static void main(String[] arguments) {
        var system = Clock.offset(Clock.systemUTC(), Duration.ofSeconds(Long.parseLong(arguments[0])));
        new SpringApplicationBuilder(FreezeApplication.class)
                .initializers(context -> ((GenericApplicationContext) context)
                        .registerBean("clock", Clock.class, () -> new MonotonicClock(system, System::nanoTime)))
                .run(Arrays.copyOfRange(arguments, 1, arguments.length));
    }
}
