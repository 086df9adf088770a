package org.holdfast.robot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AnswersTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
    private static final JsonNode REQUEST =
            JSON.readTree("{\"lines\":[{\"line\":1,\"asked\":\"7\"},{\"line\":2,\"asked\":\"1\"}]}");

    private static JsonNode line(Profile profile, int index) {
        return new Answers(JSON, profile).to(REQUEST, NOW).path("lines").get(index);
    }

    @Test
    void holdsAllOrHalfToTheUnit() {
        assertThat(line(Profile.FULL, 0).path("held").asString("")).isEqualTo("7");
        assertThat(line(Profile.PARTIAL, 0).path("held").asString("")).isEqualTo("4");
        assertThat(line(Profile.PARTIAL, 0).path("reason").asString("")).isEqualTo("OK_PARTIAL");
        assertThat(line(Profile.PARTIAL, 1).path("held").asString("")).isEqualTo("1");
        assertThat(line(Profile.PARTIAL, 1).path("reason").asString("")).isEqualTo("OK_FULL");
    }

    @Test
    void givesNoAmountWhereNothingIsHeld() {
        assertThat(line(Profile.MOVED, 0).has("held")).isFalse();
        assertThat(line(Profile.DECLINES, 0).path("result").asString("")).isEqualTo("declined");
        assertThat(line(Profile.DECLINES, 0).has("heldUntil")).isFalse();
    }
}
