package org.holdfast.freeze.hold;

import java.util.List;
import org.holdfast.freeze.decider.Decision;
import org.holdfast.freeze.hold.HoldCommand.DraftHold;
import org.holdfast.freeze.hold.HoldRejection.BasisMissing;
import org.holdfast.freeze.hold.HoldRejection.BasisUnusable;
import org.holdfast.freeze.hold.HoldRejection.LineEmpty;
import org.holdfast.freeze.hold.HoldRejection.LinesUnsuited;
import org.holdfast.freeze.hold.HoldRejection.TextUnsuited;
import org.holdfast.freeze.hold.HoldRejection.WordingCompelling;
import org.jspecify.annotations.Nullable;

/** What a draft needs: a usable basis, numbered lines that ask for something, a text that asks and does not compel. */
final class DraftDecider {
    private DraftDecider() {}

    static Decision<HoldEvent, HoldRejection> decide(DraftHold command) {
        var pack = command.basis();
        if (pack == null) {
            return HoldDecider.reject(new BasisMissing());
        }
        var obstacles = pack.obstacles(command.at());
        if (!obstacles.isEmpty()) {
            return HoldDecider.reject(new BasisUnusable(pack.id(), obstacles));
        }
        HoldRejection refusal = badLines(command.draft().lines());
        refusal = refusal == null ? badSummary(command.draft().summary()) : refusal;
        if (refusal != null) {
            return HoldDecider.reject(refusal);
        }
        return HoldDecider.accept(
                new HoldEvent.HoldDrafted(command.holdId(), command.draft(), HoldBasis.of(pack), command.at()));
    }

    private static @Nullable HoldRejection badLines(List<HoldLine> lines) {
        if (lines.isEmpty() || lines.size() > HoldDraft.LINES_MAX) {
            return new LinesUnsuited(lines.size());
        }
        for (int i = 0; i < lines.size(); i++) {
            HoldLine line = lines.get(i);
            if (line.line() != i + 1) {
                return new LinesUnsuited(lines.size());
            }
            if (!line.asset().equals(lines.getFirst().asset())) {
                return new HoldRejection.AssetsMixed(line.line());
            }
            if (line.asked().isZero()) {
                return new LineEmpty(line.line());
            }
        }
        return null;
    }

    private static @Nullable HoldRejection badSummary(String summary) {
        if (summary.isBlank() || summary.length() > HoldDraft.SUMMARY_MAX) {
            return new TextUnsuited(summary.length(), HoldDraft.SUMMARY_MAX);
        }
        return HoldWording.compellingWord(summary).map(WordingCompelling::new).orElse(null);
    }
}
