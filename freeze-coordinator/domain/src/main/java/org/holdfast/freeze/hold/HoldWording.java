package org.holdfast.freeze.hold;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.holdfast.freeze.hold.fact.FactStatus;
import org.holdfast.primitives.BlockRef;
import org.jspecify.annotations.Nullable;

/** The words of a hold request. It asks; only a court or competent authority orders. */
public final class HoldWording {
    private static final Pattern COMPELLING = Pattern.compile(
            "\\b(order(s|ed|ing)?|must|shall|oblig\\w*|requir\\w*|compel\\w*|demand\\w*|command\\w*|compl(y|ies|iance)"
                    + "|mandat\\w*|penalt\\w*|sanction\\w*|warrant\\w*|enforc\\w*|seiz\\w*|confiscat\\w*)\\b",
            Pattern.CASE_INSENSITIVE);

    private HoldWording() {}

    /** The first word of compulsion in a text, if there is one. */
    public static Optional<String> compellingWord(String text) {
        Matcher matcher = COMPELLING.matcher(text);
        return matcher.find() ? Optional.of(matcher.group()) : Optional.empty();
    }

    /** The text that the exchange reads, made of the request's own values. */
    public static String of(HoldState.HoldTerms terms) {
        return text(opening(terms.draft(), terms.basis()), lines(terms.draft()), note(terms.fact()));
    }

    /** The text from its parts. */
    public static String text(String opening, String lines, String note) {
        return opening
                + lines
                + note
                + "Please acknowledge this request and answer each line. You may decline; please say why.\n";
    }

    /** The part that never changes. */
    public static String opening(HoldDraft draft, HoldBasis basis) {
        return "We ask you to consider holding the assets named below, voluntarily and for a limited time.\nCase: "
                + draft.caseId()
                + "\nBasis: "
                + basis.packId()
                + " (version "
                + basis.packVersion()
                + "), a hold lasts at most "
                + basis.holdLasts().toHours()
                + " hours from your answer.\nWhy you: "
                + draft.summary()
                + '\n';
    }

    /** The lines with the confirmations that they rest on. */
    public static String lines(HoldDraft draft) {
        return lines(draft.lines(), draft.tip());
    }

    /** The lines with the confirmations that they have under {@code tip}. */
    public static String lines(List<HoldLine> lines, @Nullable BlockRef tip) {
        var text = new StringBuilder();
        for (HoldLine line : lines) {
            text.append("Line %d: %s base units of %s at %s%s; %s\n"
                    .formatted(
                            line.line(),
                            line.asked(),
                            line.asset(),
                            line.address(),
                            line.outpoint() == null ? "" : ", output " + line.outpoint(),
                            confirmations(line, tip)));
        }
        return text.toString();
    }

    private static String confirmations(HoldLine line, @Nullable BlockRef tip) {
        OptionalLong number = line.confirmations(tip);
        if (number.isEmpty() || tip == null) {
            return "the number of confirmations is not known";
        }
        long height = line.blocks().stream()
                .mapToLong(at -> at.block().height())
                .max()
                .orElse(0);
        String blocks = " (block " + height + ", tip of the trace " + tip.height() + ")";
        return switch ((int) Math.min(number.getAsLong(), 2)) {
            case 0 -> "unconfirmed" + blocks;
            case 1 -> "only 1 confirmation" + blocks;
            default -> number.getAsLong() + " confirmations" + blocks;
        };
    }

    /** What has become of the fact since; empty while it stands. */
    public static String note(FactStatus fact) {
        return switch (fact) {
            case FactStatus.Stands _ -> "";
            case FactStatus.Suspended suspended ->
                ("Note: unconfirmed since %s: %d of the transactions above stand in no block,"
                                + " after a change of the chain.\n")
                        .formatted(suspended.since(), suspended.txids().size());
            case FactStatus.Lost lost ->
                "Note: the finding behind this request was withdrawn at %s. We will tell you what follows.\n"
                        .formatted(lost.since());
            case FactStatus.Kept kept -> kept(kept.since(), kept.reason());
        };
    }

    /** That a person keeps a request whose fact was withdrawn. */
    public static String kept(Instant since, String reason) {
        return "Note: the finding behind this request was withdrawn. We decided at %s to keep the request: %s\n"
                .formatted(since, reason);
    }
}
