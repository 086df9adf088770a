package org.holdfast.robot;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import org.holdfast.primitives.BaseUnits;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The answer of each profile to a request. */
final class Answers {
    private static final Duration HELD_FOR = Duration.ofDays(2);

    private final JsonMapper json;
    private final Profile profile;

    Answers(JsonMapper json, Profile profile) {
        this.json = json;
        this.profile = profile;
    }

    /** The body of an answer to {@code request}, given at {@code now}. */
    ObjectNode to(JsonNode request, Instant now) {
        ObjectNode body = json.createObjectNode();
        var lines = body.putArray("lines");
        for (JsonNode line : request.path("lines")) {
            BigInteger asked = BaseUnits.parse(line.path("asked").asString("")).value();
            ObjectNode answer = lines.addObject().put("line", line.path("line").intValue());
            switch (profile) {
                case FULL -> held(answer, asked, asked, now);
                case PARTIAL -> held(answer, asked.add(BigInteger.ONE).shiftRight(1), asked, now);
                case MOVED -> answer.put("result", "not-held").put("reason", "MOVED_BEFORE_RECEIPT");
                case DECLINES -> answer.put("result", "declined").put("reason", "NEEDS_MLA");
                case SILENT -> throw new IllegalStateException("a silent robot does not answer");
            }
        }
        return body;
    }

    private static void held(ObjectNode answer, BigInteger held, BigInteger asked, Instant now) {
        answer.put("result", "held")
                .put("reason", held.equals(asked) ? "OK_FULL" : "OK_PARTIAL")
                .put("held", held.toString())
                .put("heldUntil", now.plus(HELD_FOR).toString())
                .put("accountRef", "robot-account-" + answer.path("line").intValue());
    }
}
