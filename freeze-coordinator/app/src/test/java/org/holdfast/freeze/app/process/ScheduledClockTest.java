package org.holdfast.freeze.app.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.holdfast.freeze.coordination.Clocks;
import org.holdfast.freeze.coordination.ProcessClock.AcknowledgementClock;
import org.holdfast.freeze.coordination.ProcessClock.TermClock;
import org.junit.jupiter.api.Test;

/** Several clocks of one process at once. */
class ScheduledClockTest {
    private static final Instant T0 = Instant.parse("2026-03-02T09:00:00Z");
    private static final AcknowledgementClock ACKNOWLEDGEMENT = new AcknowledgementClock(1, T0.plusSeconds(60));
    private static final TermClock TERM = new TermClock(T0.plusSeconds(600));

    private final RecordingSchedule schedule = new RecordingSchedule();

    @Test
    void startsEachClockOnce() {
        var both = ScheduledClock.follow(List.of(), Clocks.NONE.with(TERM).with(ACKNOWLEDGEMENT), schedule);
        assertThat(both)
                .containsExactly(
                        new ScheduledClock(RunningClock.of(ACKNOWLEDGEMENT), "entry-1"),
                        new ScheduledClock(RunningClock.of(TERM), "entry-2"));
        assertThat(ScheduledClock.follow(both, ScheduledClock.clocks(both), schedule))
                .isEqualTo(both);
        assertThat(schedule.calls).containsExactly("start acknowledgement", "start term");
    }

    @Test
    void stopsOneClockAndLeavesTheOtherRunning() {
        var both = ScheduledClock.follow(List.of(), Clocks.NONE.with(TERM).with(ACKNOWLEDGEMENT), schedule);
        var one = ScheduledClock.follow(both, Clocks.NONE.with(TERM), schedule);
        assertThat(one).containsExactly(new ScheduledClock(RunningClock.of(TERM), "entry-2"));
        assertThat(schedule.calls).containsExactly("start acknowledgement", "start term", "stop entry-1");
    }

    @Test
    void replacesAClockOfTheSameName() {
        var first = ScheduledClock.follow(List.of(), Clocks.NONE.with(ACKNOWLEDGEMENT), schedule);
        var second = new AcknowledgementClock(2, T0.plusSeconds(120));
        var next = ScheduledClock.follow(first, Clocks.NONE.with(second), schedule);
        assertThat(next).containsExactly(new ScheduledClock(RunningClock.of(second), "entry-2"));
        assertThat(schedule.calls).containsExactly("start acknowledgement", "stop entry-1", "start acknowledgement");
    }

    @Test
    void stopsAllClocksAtTheEnd() {
        var both = ScheduledClock.follow(List.of(), Clocks.NONE.with(TERM).with(ACKNOWLEDGEMENT), schedule);
        assertThat(ScheduledClock.follow(both, Clocks.NONE, schedule)).isEmpty();
        assertThat(schedule.calls).endsWith("stop entry-1", "stop entry-2");
    }

    private static final class RecordingSchedule implements ScheduledClock.Schedule {
        private final List<String> calls = new ArrayList<>();
        private int started;

        @Override
        public String start(RunningClock clock) {
            calls.add("start " + clock.kind());
            started++;
            return "entry-" + started;
        }

        @Override
        public void stop(String entry) {
            calls.add("stop " + entry);
        }
    }
}
