package org.holdfast.freeze.app.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.testkit.MovableClock;
import org.junit.jupiter.api.Test;

/** A clock of the system that is set, and what the coordinator makes of it. */
class ClockCheckTest {
    private static final Instant T0 = Instant.parse("2026-03-02T09:00:00.123456789Z");

    private final AtomicLong nanos = new AtomicLong();
    private final MovableClock system = new MovableClock(T0);
    private final MovableClock database = new MovableClock(T0);
    private final MonotonicClock clock = new MonotonicClock(system, nanos::get);
    private final ClockCheck check = new ClockCheck(clock, nanos::get);

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
        system.advance(time);
        database.advance(time);
    }

    @Test
    void hasMicrosecondsAsTheDatabaseKeeps() {
        assertThat(clock.instant()).isEqualTo(Instant.parse("2026-03-02T09:00:00.123456Z"));
        pass(Duration.ofNanos(1_001));
        assertThat(clock.instant()).isEqualTo(Instant.parse("2026-03-02T09:00:00.123457Z"));
    }

    @Test
    void actsOnlyAfterTheFirstComparison() {
        assertThat(check.agrees()).isFalse();
        assertThat(check.confirmed()).isEqualTo(Instant.EPOCH);
        check.compare(database::instant);
        assertThat(check.agrees()).isTrue();
        assertThat(check.confirmed()).isEqualTo(clock.instant());
    }

    /** Only the instance is set: three minutes or two hours back, or an hour ahead. */
    @Test
    void countsOnWhereTheSystemIsSet() {
        for (Duration set : new Duration[] {Duration.ofMinutes(-3), Duration.ofHours(-2), Duration.ofHours(1)}) {
            check.compare(database::instant);
            Instant before = clock.instant();
            system.advance(set);
            pass(Duration.ofSeconds(2));
            check.compare(database::instant);
            assertThat(clock.instant()).isEqualTo(before.plusSeconds(2));
            assertThat(check.agrees()).as("after " + set).isTrue();
            system.advance(set.negated());
        }
    }

    @Test
    void stopsActingWhereTheInstanceStartedWithAWrongClock() {
        for (Duration wrong : new Duration[] {Duration.ofHours(1), Duration.ofHours(-2), Duration.ofSeconds(6)}) {
            system.advance(wrong);
            var off = new MonotonicClock(system, nanos::get);
            var own = new ClockCheck(off, nanos::get);
            own.compare(database::instant);
            assertThat(own.agrees()).as("off by " + wrong).isFalse();
            assertThat(own.confirmed()).isEqualTo(Instant.EPOCH);
            assertThat(own.text()).contains(wrong.abs().toString(), wrong.isNegative() ? "behind" : "ahead");
            assertThatThrownBy(own::require)
                    .isInstanceOfSatisfying(
                            InputFaultException.class,
                            e -> assertThat(e.fault().code()).isEqualTo("freeze.clock.differs"));
            // The operator sets the clock right.
            system.advance(wrong.negated());
            pass(Duration.ofSeconds(1));
            own.compare(database::instant);
            assertThat(own.agrees()).isTrue();
            assertThat(off.instant()).isEqualTo(clock.instant());
            own.require();
        }
    }

    @Test
    void bearsADifferenceUpToTheBound() {
        system.advance(Duration.ofSeconds(5));
        var near = new ClockCheck(new MonotonicClock(system, nanos::get), nanos::get);
        near.compare(database::instant);
        assertThat(near.agrees()).isTrue();
    }

    /** One machine carries both, and its clock is set back; then what waits by the clock looks again. */
    @Test
    void followsTheSystemAndTheDatabaseWhereTheyAgree() {
        var looks = new AtomicInteger();
        check.whenSet(looks::incrementAndGet);
        check.compare(database::instant);
        system.advance(Duration.ofHours(-2));
        database.advance(Duration.ofHours(-2));
        check.compare(database::instant);
        assertThat(check.agrees()).isTrue();
        assertThat(clock.instant()).isEqualTo(Instant.parse("2026-03-02T07:00:00.123456Z"));
        assertThat(looks).hasValue(1);
    }

    @Test
    void runsNothingOutWhileItDoesNotAct() {
        check.compare(database::instant);
        Instant agreed = clock.instant();
        database.advance(Duration.ofHours(-1));
        pass(Duration.ofSeconds(1));
        check.compare(database::instant);
        assertThat(check.agrees()).isFalse();
        assertThat(check.confirmed()).isEqualTo(agreed);
    }

    /** An instance that was stopped for an hour has lost its claims; it looks before it acts again. */
    @Test
    void comparesAgainAfterAPause() {
        check.compare(database::instant);
        pass(ClockCheck.VALID_MAX.plusNanos(1));
        assertThat(check.agrees()).isFalse();
        check.compare(database::instant);
        assertThat(check.agrees()).isTrue();
    }

    @Test
    void doesNotTakeASlowAnswerForAWrongClock() {
        check.compare(() -> {
            Instant read = database.instant();
            pass(Duration.ofSeconds(8));
            return read;
        });
        assertThat(check.agrees()).isTrue();
    }
}
