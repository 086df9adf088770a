package org.holdfast.freeze.hold;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
        var text = new StringBuilder()
                .append("We ask you to consider holding the assets named below, voluntarily and for a limited time.\n")
                .append("Case: ")
                .append(terms.draft().caseId())
                .append("\nBasis: ")
                .append(terms.basis().packId())
                .append(" (version ")
                .append(terms.basis().packVersion())
                .append("), a hold lasts at most ")
                .append(terms.basis().holdLasts().toHours())
                .append(" hours from your answer.\nWhy you: ")
                .append(terms.draft().summary())
                .append('\n');
        for (HoldLine line : terms.draft().lines()) {
            text.append(line(line));
        }
        return text.append("Please acknowledge this request and answer each line. You may decline; please say why.\n")
                .toString();
    }

    private static String line(HoldLine line) {
        return "Line %d: %s base units of %s at %s%s\n"
                .formatted(
                        line.line(),
                        line.asked(),
                        line.asset(),
                        line.address(),
                        line.outpoint() == null ? "" : ", output " + line.outpoint());
    }
}
