package org.holdfast.api.hold;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One request with all that happened to it.
 *
 * @param basis legal pack and version, its mark and source, as they were when the request was drafted
 * @param text what the exchange reads
 * @param tip the last block of the chain that the trace was made over; null where it is not known
 * @param fact whether the fact of the request stands
 * @param leftOut traced parts that other requests of the case ask for
 * @param otherCases requests of other cases that ask for a place of this one
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
        @Nullable Tip tip,
        Fact fact,
        List<LeftOutBody> leftOut,
        List<OtherCase> otherCases,
        List<LineAnswerBody> answers,
        List<Step> history) {
    public HoldResponse {
        lines = List.copyOf(lines);
        leftOut = List.copyOf(leftOut);
        otherCases = List.copyOf(otherCases);
        answers = List.copyOf(answers);
        history = List.copyOf(history);
    }

    public record Basis(String pack, int version, String mark, String source) {}

    public record Tip(long height, String hash) {}

    /**
     * The fact of a request.
     *
     * @param status {@code stands}, {@code suspended}, {@code lost} or {@code kept}
     * @param cause of the loss, such as {@code conflict}
     * @param since when it was suspended or lost
     * @param decidedBy when a suspended fact is withdrawn if its transactions stay away
     * @param kept who decided that the request stays although its fact was lost, or null
     */
    public record Fact(
            String status,
            @Nullable String cause,
            @Nullable String reason,
            @Nullable String since,
            @Nullable String decidedBy,
            @Nullable Kept kept) {}

    /** The decision that a request stays although its fact was lost. */
    public record Kept(String by, String reason, String at) {}

    /** A request of another case. */
    public record OtherCase(String holdId, String caseId, String state) {}

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
