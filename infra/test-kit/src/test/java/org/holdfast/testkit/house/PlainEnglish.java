package org.holdfast.testkit.house;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Finds phrases that a reader has to decode: they hide the noun that acts or the place that is meant. */
final class PlainEnglish {
    private static final Pattern RIDDLE = Pattern.compile(
            "\\b(whoever|nobody|is met|goes on|beside|behind (it|them|that|the))\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern COMMENT = Pattern.compile("^\\s*(/\\*\\*?|\\*|//|#)|\\s//\\s");
    /** "Behind" is the field's word for a topic or an index that lags. */
    private static final Pattern LAG = Pattern.compile("(records|blocks|is|s) behind the (topic|source)");

    private PlainEnglish() {}

    /** Findings in the comments of a source file. */
    static List<String> ofComments(String name, String text) {
        return find(name, text, true);
    }

    /** Findings in a text for readers. */
    static List<String> ofProse(String name, String text) {
        return find(name, text, false);
    }

    private static List<String> find(String name, String text, boolean commentsOnly) {
        var findings = new ArrayList<String>();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = LAG.matcher(lines.get(i)).replaceAll("");
            var riddle = RIDDLE.matcher(line);
            if ((!commentsOnly || COMMENT.matcher(line).find()) && riddle.find()) {
                findings.add("%s:%d: '%s': name the thing or the place".formatted(name, i + 1, riddle.group()));
            }
        }
        return findings;
    }
}
