package org.holdfast.freeze.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ClockTaskTest {
    @Test
    void waitsLongerEachTimeAndNeverMoreThanAMinute() {
        assertThat(ClockTask.waitAfter(0)).isEqualTo(Duration.ofSeconds(1));
        assertThat(ClockTask.waitAfter(3)).isEqualTo(Duration.ofSeconds(8));
        assertThat(ClockTask.waitAfter(6)).isEqualTo(Duration.ofMinutes(1));
        assertThat(ClockTask.waitAfter(Integer.MAX_VALUE)).isEqualTo(Duration.ofMinutes(1));
    }
}
