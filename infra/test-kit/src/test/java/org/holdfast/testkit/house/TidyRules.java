package org.holdfast.testkit.house;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Hygiene of single files; every finding is a sentence with file and line. */
final class TidyRules {
    static final int LINE_MAX = 120;
    static final int MAIN_FILE_MAX = 400;
    static final int TEST_FILE_MAX = 500;
    // Spelled in pieces so that this file does not find itself.
    private static final Pattern UNFINISHED = Pattern.compile("\\b(FIX" + "ME|TO" + "DO|XX" + "X)\\b");
    private static final Pattern MACHINE_PATH =
            Pattern.compile("(^|[^A-Za-z0-9.])/(wo" + "rk|ro" + "ot|ho" + "me)/[A-Za-z0-9]");
    private static final Pattern AUTHOR = Pattern.compile("@auth" + "or\\b");

    private TidyRules() {}

    static List<String> java(String name, String text) {
        var findings = new ArrayList<String>();
        List<String> lines = text.lines().toList();
        int max = name.contains("src/test/") ? TEST_FILE_MAX : MAIN_FILE_MAX;
        if (lines.size() > max) {
            findings.add("%s: %d lines, at most %d".formatted(name, lines.size(), max));
        }
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            String place = name + ":" + (i + 1);
            if (line.length() > LINE_MAX && !line.startsWith("import ")) {
                findings.add(place + ": longer than " + LINE_MAX + " characters");
            }
            if (line.chars().anyMatch(c -> c > 126 || (c < 32 && c != '\t'))) {
                findings.add(place + ": not plain ASCII");
            }
            if (UNFINISHED.matcher(line).find()) {
                findings.add(place + ": unfinished mark");
            }
            if (AUTHOR.matcher(line).find()) {
                findings.add(place + ": author tag");
            }
        }
        findings.addAll(anyText(name, text));
        return findings;
    }

    static List<String> markdown(String name, String text) {
        var findings = new ArrayList<String>();
        boolean code = false;
        int titles = 0;
        for (String line : text.lines().toList()) {
            if (line.startsWith("```")) {
                code = !code;
            } else if (!code && line.startsWith("# ")) {
                titles++;
            }
        }
        if (titles != 1) {
            findings.add("%s: %d first-level headings, exactly one wanted".formatted(name, titles));
        }
        findings.addAll(anyText(name, text));
        return findings;
    }

    /** What no text file of the project may hold: a path of one machine. */
    static List<String> anyText(String name, String text) {
        var findings = new ArrayList<String>();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (MACHINE_PATH.matcher(lines.get(i).toLowerCase(Locale.ROOT)).find()) {
                findings.add("%s:%d: path of one machine".formatted(name, i + 1));
            }
        }
        return findings;
    }
}
