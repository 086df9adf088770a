package org.holdfast.freeze.app.retention;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.holdfast.freeze.app.settings.FreezeSettings;
import org.holdfast.freeze.app.watch.ClockCheck;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Removes rows whose time is over, once an hour, in small transactions. */
@Component
public class Retention {
    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
    private static final long EVERY_MILLIS = 3_600_000;
    private static final long FIRST_MILLIS = 60_000;
    private static final int ROWS_AT_ONCE_MAX = 1_000;
    private static final int TRANSACTIONS_MAX = 1_000;

    private final KeptRows rows;
    private final FreezeSettings.Retention settings;
    private final Clock clock;
    private final ClockCheck check;

    Retention(KeptRows rows, FreezeSettings settings, Clock clock, ClockCheck check) {
        this.rows = rows;
        this.settings = settings.retention();
        this.clock = clock;
        this.check = check;
    }

    @Scheduled(initialDelay = FIRST_MILLIS, fixedDelay = EVERY_MILLIS)
    void trimByItself() {
        if (check.agrees()) {
            trim(clock.instant());
        }
    }

    /** Removes what is over at {@code now}. Returns how many rows it removed. */
    public int trim(Instant now) {
        return trim(KeptRows.Kind.ANSWERS, settings.answers(), now)
                + trim(KeptRows.Kind.FACTS, settings.facts(), now)
                + trim(KeptRows.Kind.QUARANTINE, settings.quarantine(), now)
                + trim(KeptRows.Kind.INBOX, settings.inbox(), now);
    }

    private int trim(KeptRows.Kind kind, @Nullable Duration kept, Instant now) {
        if (kept == null) {
            return 0;
        }
        int removed = 0;
        for (int n = 0; n < TRANSACTIONS_MAX; n++) {
            int some = rows.remove(kind, now.minus(kept), ROWS_AT_ONCE_MAX);
            removed += some;
            if (some < ROWS_AT_ONCE_MAX) {
                break;
            }
        }
        if (removed > 0) {
            LOG.info("{} rows of {} were older than {} and are removed", removed, kind, kept);
        }
        return removed;
    }
}
