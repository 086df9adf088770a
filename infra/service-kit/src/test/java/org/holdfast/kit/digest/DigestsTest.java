package org.holdfast.kit.digest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DigestsTest {
    /** The example of FIPS 180-2, appendix B.1. */
    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @Test
    void aDigestIsThatOfTheStandard() {
        assertThat(Digests.sha256("abc")).isEqualTo(ABC);
        assertThat(Digests.sha256("abc".getBytes(StandardCharsets.UTF_8))).isEqualTo(ABC);
    }

    @Test
    void anIdIsTheFirstHalfOfTheDigest() {
        assertThat(Digests.id("abc")).hasSize(32).isEqualTo(ABC.substring(0, 32));
    }
}
