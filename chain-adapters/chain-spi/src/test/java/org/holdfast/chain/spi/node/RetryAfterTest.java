package org.holdfast.chain.spi.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RetryAfterTest {
    private static final String NOW = "Wed, 21 Oct 2015 07:28:00 GMT";

    private static Optional<Duration> of(String value) {
        return RetryAfter.of(Optional.of(value), Optional.of(NOW));
    }

    @Test
    void readsSecondsAndDatesAgainstTheClockOfTheServer() {
        assertThat(of("7")).contains(Duration.ofSeconds(7));
        assertThat(of("0")).contains(Duration.ZERO);
        assertThat(of("Wed, 21 Oct 2015 07:28:30 GMT")).contains(Duration.ofSeconds(30));
    }

    @Test
    void boundsWhatIsAskedFor() {
        assertThat(of("99999999999999999999")).contains(RetryAfter.MAX);
        assertThat(of("121")).contains(RetryAfter.MAX);
        assertThat(of("Thu, 22 Oct 2015 07:28:00 GMT")).contains(RetryAfter.MAX);
    }

    @Test
    void takesNothingFromWhatCannotBeReadOrIsPast() {
        assertThat(of("soon")).isEmpty();
        assertThat(of("-1")).isEmpty();
        assertThat(of("Wed, 21 Oct 2015 07:27:59 GMT")).isEmpty();
        assertThat(RetryAfter.of(Optional.of("Wed, 21 Oct 2015 07:28:30 GMT"), Optional.empty()))
                .isEmpty();
        assertThat(RetryAfter.of(Optional.empty(), Optional.of(NOW))).isEmpty();
    }
}
