package org.holdfast.bench;

import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/** Tables of integers and of ratios with one decimal, as {@code docs/benchmarks.md} has them. */
final class MarkdownTables {
    static final String NONE = "-";

    private final PrintWriter out;

    MarkdownTables(PrintWriter out) {
        this.out = out;
    }

    void head(String... cells) {
        row(cells);
        line("|" + "---|".repeat(cells.length));
    }

    void row(String... cells) {
        line("| " + String.join(" | ", cells) + " |");
    }

    void end() {
        line("");
    }

    void line(String text) {
        out.println(text);
        out.flush();
    }

    static String load() {
        long hundredths =
                Math.round(ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage() * 100);
        return tenths(hundredths, 100);
    }

    static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** A ratio with one decimal, rounded down. */
    static String tenths(long part, long whole) {
        if (whole <= 0) {
            return NONE;
        }
        long tenths = part * 10 / whole;
        return number(tenths / 10) + "." + tenths % 10;
    }
}
