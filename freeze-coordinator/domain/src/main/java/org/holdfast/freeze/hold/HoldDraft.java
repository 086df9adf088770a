package org.holdfast.freeze.hold;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.holdfast.freeze.hold.fact.LineBlock;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.TxId;
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
 * @param tip the tip of the chain that the trace was made over; null where it is not known
 * @param leftOut traced parts that others ask for already
 */
public record HoldDraft(
        CaseId caseId,
        @Nullable FactId factId,
        @Nullable String traceDigest,
        VaspId vaspId,
        List<HoldLine> lines,
        String summary,
        OfficerId drafter,
        OfficerId requester,
        @Nullable BlockRef tip,
        List<LeftOut> leftOut) {
    /** An exchange answers line by line; more belongs in a second request. */
    public static final int LINES_MAX = 500;

    public static final int SUMMARY_MAX = 2_000;

    /** Drafts that were stored before tips and parts left out were known have neither. */
    @SuppressWarnings("RedundantNullCheck") // A stored draft of an earlier form has no such member.
    public HoldDraft {
        lines = List.copyOf(lines);
        leftOut = leftOut == null ? List.of() : List.copyOf(leftOut);
    }

    /** This draft with other lines. */
    public HoldDraft asking(List<HoldLine> asked, List<LeftOut> without) {
        return new HoldDraft(caseId, factId, traceDigest, vaspId, asked, summary, drafter, requester, tip, without);
    }

    /** This draft with its transactions in other blocks, under another tip. */
    HoldDraft in(List<LineBlock> moved, BlockRef newTip) {
        Map<TxId, LineBlock> byId =
                moved.stream().collect(Collectors.toMap(LineBlock::txid, block -> block, (a, b) -> b));
        List<HoldLine> inBlocks = lines.stream()
                .map(line -> line.in(line.blocks().stream()
                        .map(block -> byId.getOrDefault(block.txid(), block))
                        .toList()))
                .toList();
        return new HoldDraft(
                caseId, factId, traceDigest, vaspId, inBlocks, summary, drafter, requester, newTip, leftOut);
    }
}
