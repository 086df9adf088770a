package org.holdfast.bench.sample;

import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/** Tables of integers and of ratios with one decimal, as {@code docs/benchmarks.md} has them. */
public final class MarkdownTables {
    public static final String NONE = "-";

    private final PrintWriter out;

    public MarkdownTables(PrintWriter out) {
        this.out = out;
    }

    public void head(String... cells) {
        row(cells);
        line("|" + "---|".repeat(cells.length));
    }

    public void row(String... cells) {
        line("| " + String.join(" | ", cells) + " |");
    }

    public void end() {
        line("");
    }

    public void line(String text) {
        out.println(text);
        out.flush();
    }

    public static String load() {
        long hundredths =
                Math.round(ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage() * 100);
        return tenths(hundredths, 100);
    }

    public static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** A ratio with one decimal, rounded down. */
    public static String tenths(long part, long whole) {
        if (whole <= 0) {
            return NONE;
        }
        long tenths = part * 10 / whole;
        return number(tenths / 10) + "." + tenths % 10;
    }
}
