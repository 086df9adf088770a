package org.holdfast.api.hold;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One request with all that happened to it.
 *
 * @param basis legal pack and version, its mark and source, as they were when the request was drafted
 * @param text what the exchange reads
 * @param answers what the exchange said, empty where it has not
 * @param history every event, oldest first
 */
public record HoldResponse(
        String holdId,
        String caseId,
        String vaspId,
        @Nullable String factId,
        @Nullable String traceDigest,
        String state,
        Basis basis,
        String summary,
        String text,
        String drafter,
        String requester,
        List<HoldLineBody> lines,
        List<LineAnswerBody> answers,
        List<Step> history) {
    public HoldResponse {
        lines = List.copyOf(lines);
        answers = List.copyOf(answers);
        history = List.copyOf(history);
    }

    public record Basis(String pack, int version, String mark, String source) {}

    /**
     * One event.
     *
     * @param event its name
     * @param by an officer, the message of an exchange, a fact, or null where a clock or the coordinator itself did it
     * @param detail what the event says beyond that, for a reader
     */
    public record Step(
            String event,
            String at,
            @Nullable String by,
            @Nullable String detail) {}
}
