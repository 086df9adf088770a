package org.holdfast.freeze.legal;

import java.time.Duration;
import java.util.Optional;

/**
 * A period as a legal text states it.
 *
 * @param number how many units, at least 1
 * @param unit of what
 * @param source where the value was read
 * @param mark how well it is known
 */
public record LegalTerm(int number, Unit unit, String source, Mark mark) {
    /** More is a slip of the pen in a data file. */
    public static final int NUMBER_MAX = 10_000;

    public LegalTerm {
        if (number < 1 || number > NUMBER_MAX) {
            throw new IllegalArgumentException("a legal term has 1 to " + NUMBER_MAX + " units, got " + number);
        }
    }

    /** Units of periods. */
    public enum Unit {
        HOUR,
        DAY,
        /** Needs the calendar of the State where the hold takes effect; there is none yet, so it carries nothing. */
        WORKING_DAY
    }

    /** The period as elapsed time; empty where it needs a calendar. */
    public Optional<Duration> elapsed() {
        return switch (unit) {
            case HOUR -> Optional.of(Duration.ofHours(number));
            case DAY -> Optional.of(Duration.ofDays(number));
            case WORKING_DAY -> Optional.empty();
        };
    }
}
