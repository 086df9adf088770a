package org.holdfast.freeze.app.process.axon;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class ProcessStepsTest {
    /** The database would round down, and the clock would run out too early to have an effect. */
    @Test
    void schedulesNoClockBeforeItsTime() {
        assertThat(ProcessSteps.notBefore(Instant.parse("2026-03-02T09:00:00.000001Z")))
                .isEqualTo(Instant.parse("2026-03-02T09:00:00.000001Z"));
        assertThat(ProcessSteps.notBefore(Instant.parse("2026-03-02T09:00:00.000001001Z")))
                .isEqualTo(Instant.parse("2026-03-02T09:00:00.000002Z"));
        assertThat(ProcessSteps.notBefore(Instant.parse("2026-03-02T09:00:00.999999999Z")))
                .isEqualTo(Instant.parse("2026-03-02T09:00:01Z"));
    }
}
