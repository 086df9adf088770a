package org.holdfast.freeze.legal;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One instrument as versioned data. Which values a hold needs is decided here, so that an unverified value
 * cannot carry one.
 *
 * @param id the instrument, such as {@code vasp.voluntary}
 * @param version of the data, from 1
 * @param status whether the instrument is law, or practice, today
 * @param validFrom first day of validity, UTC
 * @param validTo last day of validity, or null where none is known
 * @param mark how well the instrument itself is known
 * @param source where it was read
 * @param requestable whether an authority may ask an exchange for a hold under it
 * @param holdTerm how long a hold under it lasts; null where the instrument states none
 * @param acknowledgement how soon the exchange is asked to acknowledge
 * @param extensionsMax how often a hold may be extended
 */
public record LegalPack(
        String id,
        int version,
        Status status,
        LocalDate validFrom,
        @Nullable LocalDate validTo,
        Mark mark,
        String source,
        boolean requestable,
        @Nullable LegalTerm holdTerm,
        @Nullable LegalTerm acknowledgement,
        int extensionsMax) {

    /** Whether an instrument applies. */
    public enum Status {
        IN_FORCE,
        NOT_IN_FORCE,
        DRAFT_INSTRUMENT,
        REPEALED
    }

    /** Why an instrument cannot carry a hold. */
    public enum Obstacle {
        NOT_IN_FORCE,
        NOT_YET_VALID,
        NO_LONGER_VALID,
        NOT_FOR_HOLD_REQUESTS,
        INSTRUMENT_UNVERIFIED,
        TERM_MISSING,
        TERM_UNVERIFIED,
        TERM_NEEDS_CALENDAR,
        ACKNOWLEDGEMENT_MISSING,
        ACKNOWLEDGEMENT_UNVERIFIED,
        ACKNOWLEDGEMENT_NEEDS_CALENDAR
    }

    /** All that stands against a hold under this instrument at {@code at}; empty means that it can carry one. */
    public List<Obstacle> obstacles(Instant at) {
        var found = new ArrayList<Obstacle>();
        LocalDate day = at.atZone(ZoneOffset.UTC).toLocalDate();
        if (status != Status.IN_FORCE) {
            found.add(Obstacle.NOT_IN_FORCE);
        }
        if (day.isBefore(validFrom)) {
            found.add(Obstacle.NOT_YET_VALID);
        }
        if (validTo != null && day.isAfter(validTo)) {
            found.add(Obstacle.NO_LONGER_VALID);
        }
        if (!requestable) {
            found.add(Obstacle.NOT_FOR_HOLD_REQUESTS);
        }
        if (!mark.carriesMeasures()) {
            found.add(Obstacle.INSTRUMENT_UNVERIFIED);
        }
        term(holdTerm, found, List.of(Obstacle.TERM_MISSING, Obstacle.TERM_UNVERIFIED, Obstacle.TERM_NEEDS_CALENDAR));
        term(
                acknowledgement,
                found,
                List.of(
                        Obstacle.ACKNOWLEDGEMENT_MISSING,
                        Obstacle.ACKNOWLEDGEMENT_UNVERIFIED,
                        Obstacle.ACKNOWLEDGEMENT_NEEDS_CALENDAR));
        return List.copyOf(found);
    }

    /** How long a hold lasts. Throws {@link IllegalStateException} where {@link #obstacles} names the term. */
    public Duration holdLasts() {
        return elapsed(holdTerm);
    }

    /** How soon an acknowledgement is due. Throws {@link IllegalStateException} as {@link #holdLasts} does. */
    public Duration acknowledgementWithin() {
        return elapsed(acknowledgement);
    }

    private static void term(@Nullable LegalTerm term, List<Obstacle> found, List<Obstacle> missingUnverifiedCalendar) {
        if (term == null) {
            found.add(missingUnverifiedCalendar.get(0));
            return;
        }
        if (!term.mark().carriesMeasures()) {
            found.add(missingUnverifiedCalendar.get(1));
        }
        if (term.elapsed().isEmpty()) {
            found.add(missingUnverifiedCalendar.get(2));
        }
    }

    private static Duration elapsed(@Nullable LegalTerm term) {
        if (term == null) {
            throw new IllegalStateException("the instrument states no such period");
        }
        return term.elapsed().orElseThrow(() -> new IllegalStateException("the period needs a calendar"));
    }
}
