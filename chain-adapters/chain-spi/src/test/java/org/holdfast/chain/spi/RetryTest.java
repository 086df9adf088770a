package org.holdfast.chain.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetryTest {
    private static final Retry RETRY = new Retry(4);

    private final AtomicInteger attempts = new AtomicInteger();
    private final List<Integer> pauses = new ArrayList<>();

    private String succeedsAt(int attempt) throws IOException {
        if (attempts.incrementAndGet() < attempt) {
            throw new IOException("attempt " + attempts);
        }
        return "done";
    }

    private boolean pause(int failures, IOException last) {
        assertThat(last).hasMessage("attempt " + failures);
        pauses.add(failures);
        return true;
    }

    @Test
    void repeatsUntilAnAttemptSucceeds() throws IOException {
        assertThat(RETRY.call(IOException.class, e -> true, () -> succeedsAt(3), this::pause))
                .isEqualTo("done");
        assertThat(pauses).containsExactly(1, 2);
    }

    @Test
    void throwsTheLastFailureAfterTheLastAttempt() {
        assertThatThrownBy(() -> RETRY.call(IOException.class, e -> true, () -> succeedsAt(9), this::pause))
                .isInstanceOf(IOException.class)
                .hasMessage("attempt 4");
        assertThat(pauses).containsExactly(1, 2, 3);
    }

    @Test
    void doesNotRepeatAFailureThatCannotPass() {
        assertThatThrownBy(() -> RETRY.call(IOException.class, e -> false, () -> succeedsAt(9), this::pause))
                .hasMessage("attempt 1");
        assertThatThrownBy(() -> RETRY.call(
                        IOException.class,
                        e -> true,
                        () -> {
                            throw new IllegalStateException("a bug");
                        },
                        this::pause))
                .hasMessage("a bug");
        assertThat(pauses).isEmpty();
    }

    @Test
    void endsWhereAPauseIsCutShort() {
        assertThatThrownBy(() -> RETRY.call(IOException.class, e -> true, () -> succeedsAt(9), (n, last) -> n < 2))
                .hasMessage("attempt 2");
    }

    @Test
    void waitsDoubleUpToTheMaximum() {
        var waits = new BackOff(Duration.ofMillis(100), Duration.ofMillis(500));
        assertThat(IntStream.rangeClosed(1, 5)
                        .mapToLong(failures -> waits.after(failures).toMillis()))
                .containsExactly(100L, 200L, 400L, 500L, 500L);
        assertThat(waits.after(Integer.MAX_VALUE)).isEqualTo(Duration.ofMillis(500));
        assertThatThrownBy(() -> new BackOff(Duration.ZERO, Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Retry(0)).isInstanceOf(IllegalArgumentException.class);
    }
}
