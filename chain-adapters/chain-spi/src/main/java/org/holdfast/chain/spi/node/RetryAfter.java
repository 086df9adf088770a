package org.holdfast.chain.spi.node;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** The time for which a server asks to be left alone, as HTTP's {@code Retry-After} has it. */
public final class RetryAfter {
    /** The longest time that a server can impose. */
    public static final Duration MAX = Duration.ofMinutes(2);

    private RetryAfter() {}

    /**
     * Reads RFC 9110, section 10.2.3: seconds, or a date, which is compared with the server's own clock.
     *
     * @param date the header {@code Date} of the same answer
     * @return at most {@link #MAX}; empty where nothing readable is asked for
     */
    public static Optional<Duration> of(Optional<String> value, Optional<String> date) {
        try {
            return value.map(String::strip)
                    .flatMap(text -> text.matches("[0-9]+")
                            ? Optional.of(Duration.ofSeconds(Long.parseLong(text)))
                            : date.map(now -> Duration.between(instant(now), instant(text))))
                    .filter(time -> !time.isNegative())
                    .map(time -> time.compareTo(MAX) < 0 ? time : MAX);
        } catch (NumberFormatException tooLong) {
            return Optional.of(MAX);
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }

    private static Instant instant(String date) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.parse(date.strip(), Instant::from);
    }
}
