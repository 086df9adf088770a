package org.holdfast.freeze.app.parked;

import java.util.List;
import org.holdfast.freeze.app.watch.ClockCheck;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Tries parked events of all processors again, by itself and where an officer asks for it. */
@Component
public class ParkedRetries {
    private static final Logger LOG = LoggerFactory.getLogger(ParkedRetries.class);
    private static final long EVERY_MILLIS = 10_000;

    private final List<ParkedRetry> retries;
    private final ClockCheck check;

    ParkedRetries(List<ParkedRetry> retries, ClockCheck check) {
        this.retries = List.copyOf(retries);
        this.check = check;
    }

    @Scheduled(fixedDelay = EVERY_MILLIS)
    void retryByItself() {
        if (check.agrees()) {
            retry();
        }
    }

    /** Returns how many sequences are done. */
    public int retry() {
        int done = retries.stream().mapToInt(ParkedRetry::retry).sum();
        if (done > 0) {
            LOG.info("{} sequences of parked events are done", done);
        }
        return done;
    }
}
