package org.holdfast.servers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JvmOptionsTest {
    @Test
    void optionsAreSeparatedBySpacesOfAnyNumber() {
        assertThat(JvmOptions.split(" -XX:TieredStopAtLevel=1   -Xss1m "))
                .containsExactly("-XX:TieredStopAtLevel=1", "-Xss1m");
        assertThat(JvmOptions.split("")).isEmpty();
        assertThat(JvmOptions.split("  ")).isEmpty();
    }
}
