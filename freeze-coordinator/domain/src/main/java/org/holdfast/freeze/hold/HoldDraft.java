package org.holdfast.freeze.hold;

import java.util.List;
import org.holdfast.primitives.id.CaseId;
import org.holdfast.primitives.id.FactId;
import org.holdfast.primitives.id.OfficerId;
import org.holdfast.primitives.id.VaspId;
import org.jspecify.annotations.Nullable;

/**
 * What is asked, of whom, on whose word: fixed when the request is drafted.
 *
 * @param factId the tracing fact it rests on; null for a draft by hand
 * @param traceDigest digest of the trace that the fact rests on, 64 hexadecimal digits; null for a draft by hand
 * @param lines 1 to {@value #LINES_MAX}, numbered from 1
 * @param summary why this exchange is asked, in words without compulsion
 * @param drafter who wrote the draft
 * @param requester whose trace or wish it follows
 */
public record HoldDraft(
        CaseId caseId,
        @Nullable FactId factId,
        @Nullable String traceDigest,
        VaspId vaspId,
        List<HoldLine> lines,
        String summary,
        OfficerId drafter,
        OfficerId requester) {
    /** An exchange answers line by line; more belongs in a second request. */
    public static final int LINES_MAX = 500;

    public static final int SUMMARY_MAX = 2_000;

    public HoldDraft {
        lines = List.copyOf(lines);
    }
}
