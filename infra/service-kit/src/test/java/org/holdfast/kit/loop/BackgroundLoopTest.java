package org.holdfast.kit.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.health.contributor.Status;

@Timeout(60)
class BackgroundLoopTest {
    private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final LoopBounds SHORT =
            new LoopBounds(Duration.ofMillis(1), Duration.ofMillis(20), Duration.ofMillis(500));

    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();
    private final AtomicInteger rounds = new AtomicInteger();
    private final List<LoopStatus> seen = Collections.synchronizedList(new ArrayList<>());
    private final List<BackgroundLoop> loops = new ArrayList<>();

    /** One round of the work under test. */
    private interface Round {
        void run(int number, LoopReport report) throws Throwable;
    }

    private BackgroundLoop start(LoopBounds bounds, Round round) {
        BackgroundLoop loop = BackgroundLoop.start("loop-under-test", bounds, CLOCK, report -> {
            opened.incrementAndGet();
            return new LoopWork() {
                @Override
                public Duration round() throws Exception {
                    seen.add(report.status());
                    try {
                        round.run(rounds.incrementAndGet(), report);
                    } catch (Exception | Error e) {
                        throw e;
                    } catch (Throwable e) {
                        throw new AssertionError(e);
                    }
                    return Duration.ofMillis(1);
                }

                @Override
                public void close() {
                    closed.incrementAndGet();
                }
            };
        });
        loops.add(loop);
        return loop;
    }

    @AfterEach
    void stop() {
        loops.forEach(BackgroundLoop::stop);
    }

    @Test
    void survivesExceptionsAndErrorsAndShowsThemUntilItProgresses() throws InterruptedException {
        var done = new CountDownLatch(1);
        BackgroundLoop loop = start(SHORT, (number, report) -> {
            switch (number) {
                case 1 -> throw new IllegalStateException("outer", new java.io.IOException("No space left on device"));
                case 2 -> throw new InternalError("a fault in a mapped file");
                case 3 -> throw new InterruptedException("of a client");
                case 4 -> {
                    // A round without progress does not end the failure.
                }
                case 5 -> report.progressed();
                default -> done.countDown();
            }
        });
        assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(seen.get(1).cause()).contains("outer", "No space left on device");
        assertThat(seen.get(1)).returns(1, LoopStatus::attempts).returns(NOW, LoopStatus::failingSince);
        assertThat(seen.get(2).cause()).contains("a fault in a mapped file");
        assertThat(seen.get(4)).returns(3, LoopStatus::attempts).returns(false, LoopStatus::isWell);
        assertThat(seen.get(5)).isEqualTo(new LoopStatus(true, NOW, -1, null, 0, null, null));
        assertThat(opened.get()).isEqualTo(4);
        loop.stop();
        assertThat(closed.get()).isEqualTo(4);
        assertThat(loop.status().running()).isFalse();
    }

    @Test
    void anExceptionInTheFactoryOrOnClosingIsAFailureToo() throws InterruptedException {
        var done = new CountDownLatch(3);
        BackgroundLoop loop = BackgroundLoop.start("loop-under-test", SHORT, CLOCK, report -> {
            done.countDown();
            throw new IllegalArgumentException("no broker of that name");
        });
        loops.add(loop);
        assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(loop.status().text())
                .startsWith("waits: ")
                .contains(
                        "no broker of that name", "since 2026-03-02T09:00:00Z", "failures in a row", "progress: none");
    }

    @Test
    void aWaitAfterAFailureEndsWhenTheLoopIsStopped() throws InterruptedException {
        var failed = new CountDownLatch(1);
        BackgroundLoop loop =
                start(new LoopBounds(Duration.ofDays(1), Duration.ofDays(1), Duration.ofDays(1)), (number, report) -> {
                    failed.countDown();
                    throw new IllegalStateException("once");
                });
        assertThat(failed.await(30, TimeUnit.SECONDS)).isTrue();
        loop.stop();
        assertThat(loop.status().running()).isFalse();
        assertThat(rounds.get()).isEqualTo(1);
    }

    @Test
    void aRoundThatDoesNotEndIsInterruptedAfterTheBound() throws InterruptedException {
        var entered = new CountDownLatch(1);
        BackgroundLoop loop = start(SHORT, (number, report) -> {
            entered.countDown();
            new CountDownLatch(1).await();
        });
        assertThat(entered.await(30, TimeUnit.SECONDS)).isTrue();
        loop.stop();
        assertThat(loop.status().running()).isFalse();
    }

    @Test
    void waitsGrowToTheMaximumAndAreShortAgainAfterProgress() {
        var waits = new LoopBounds(Duration.ofMillis(100), Duration.ofMillis(350), Duration.ofSeconds(1))
                .waits()
                .start();
        assertThat(List.of(waits.nextBackOff(), waits.nextBackOff(), waits.nextBackOff(), waits.nextBackOff()))
                .containsExactly(100L, 200L, 350L, 350L);
    }

    @Test
    void healthIsDownWhileOneLoopIsNotWell() {
        LoopStatus fine = LoopStatus.NEW.started().behind(3).progressed(NOW);
        var up = new LoopHealthIndicator(() -> Map.of("one", fine)).health();
        assertThat(up.getStatus()).isEqualTo(Status.UP);
        assertThat(up.getDetails()).containsEntry("one", "3 behind, last progress: 2026-03-02T09:00:00Z");
        var down = new LoopHealthIndicator(() -> Map.of("one", fine, "two", fine.failed(NOW, "away"))).health();
        assertThat(down.getStatus()).isEqualTo(Status.DOWN);
        assertThat(down.getDetails()).containsOnlyKeys("one", "two");
        assertThat(new LoopHealthIndicator(() -> Map.of("one", fine.stoppedBecause("at offset 4: broken")))
                        .health()
                        .getDetails())
                .containsEntry("one", "stopped at offset 4: broken");
        assertThat(new LoopHealthIndicator(() -> Map.of("one", LoopStatus.NEW))
                        .health()
                        .getStatus())
                .isEqualTo(Status.DOWN);
    }
}
