package org.holdfast.freeze.coordination;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.holdfast.freeze.coordination.ProcessClock.AcknowledgementClock;
import org.holdfast.freeze.coordination.ProcessClock.TermClock;
import org.junit.jupiter.api.Test;

class ClocksTest {
    private static final Instant T0 = Instant.parse("2026-03-02T09:00:00Z");
    private static final AcknowledgementClock ACKNOWLEDGEMENT = new AcknowledgementClock(1, T0);
    private static final TermClock TERM = new TermClock(T0);

    @Test
    void runsSeveralAtOnce() {
        var both = Clocks.NONE.with(ACKNOWLEDGEMENT).with(TERM);
        assertThat(both.runs(ACKNOWLEDGEMENT)).isTrue();
        assertThat(both.runs(TERM)).isTrue();
        assertThat(both.without(AcknowledgementClock.NAME)).isEqualTo(Clocks.NONE.with(TERM));
    }

    @Test
    void runsOneOfEachName() {
        var later = new AcknowledgementClock(2, T0.plusSeconds(60));
        var clocks = Clocks.NONE.with(ACKNOWLEDGEMENT).with(later);
        assertThat(clocks.runs(ACKNOWLEDGEMENT)).isFalse();
        assertThat(clocks.byName()).containsOnlyKeys(AcknowledgementClock.NAME);
        assertThat(clocks.runs(later)).isTrue();
    }
}
