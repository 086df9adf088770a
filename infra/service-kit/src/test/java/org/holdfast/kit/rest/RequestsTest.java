package org.holdfast.kit.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.holdfast.primitives.InputFaultException;
import org.junit.jupiter.api.Test;

class RequestsTest {
    private enum Answer {
        PARTLY_HELD,
        HELD
    }

    @Test
    void valuesWithinTheirBoundsAreTaken() {
        assertThat(Requests.text("f", "abc", 3)).isEqualTo("abc");
        assertThat(Requests.between("f", 3, 3, 3)).isEqualTo(3);
        assertThat(Requests.orElse(null, 5)).isEqualTo(5);
        assertThat(Requests.orElse(4, 5)).isEqualTo(4);
        Requests.absent(null, "f", "this chain");
        assertThat(Requests.instant("2026-11-24T10:00:00Z", "f")).isEqualTo(Instant.parse("2026-11-24T10:00:00Z"));
        assertThat(Requests.constant(Answer.class, "f", "partly-held")).isEqualTo(Answer.PARTLY_HELD);
        assertThat(Requests.constant(Answer.class, "f", "HELD")).isEqualTo(Answer.HELD);
    }

    @Test
    void valuesOutsideTheirBoundsAreRefusedWithTheirField() {
        refused(() -> Requests.require(null, "f"), "expected a value, got \"none\"");
        refused(() -> Requests.absent(4, "f", "this chain"), "expected none for this chain");
        refused(() -> Requests.text("f", " ", 3), "expected 1 to 3 characters");
        refused(() -> Requests.text("f", "abcd", 3), "expected 1 to 3 characters, got \"abcd\"");
        refused(() -> Requests.text("f", "x".repeat(201)), "expected 1 to 200 characters");
        refused(() -> Requests.between("f", 2, 3, 4), "expected 3 to 4, got \"2\"");
        refused(() -> Requests.instant("today", "f"), "expected a time such as");
        refused(() -> Requests.constant(Answer.class, "f", "kept"), "expected one of partly-held, held, got \"kept\"");
    }

    private static void refused(ThrowingCallable reading, String message) {
        assertThatThrownBy(reading)
                .isInstanceOf(InputFaultException.class)
                .hasMessageContaining("service.request.malformed")
                .hasMessageContaining("(f)")
                .hasMessageContaining(message);
    }
}
