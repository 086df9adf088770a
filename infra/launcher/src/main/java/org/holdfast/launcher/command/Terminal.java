package org.holdfast.launcher.command;

import java.io.Console;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a person reads: results on one stream, progress and errors on the other. */
public final class Terminal {
    private static final String CLEAR_LINE = "\r\u001b[K";

    private final PrintStream out;
    private final PrintStream err;
    private final boolean showsProgress;

    /**
     * A terminal that writes to the given streams.
     *
     * @param showsProgress true where a person watches; the progress line is erased and written again in place
     */
    public Terminal(PrintStream out, PrintStream err, boolean showsProgress) {
        this.out = out;
        this.err = err;
        this.showsProgress = showsProgress;
    }

    /** The terminal of this process. */
    public static Terminal system() {
        boolean person = Optional.ofNullable(System.console())
                .filter(Console::isTerminal)
                .isPresent();
        return new Terminal(System.out, System.err, person);
    }

    /** The stream of results, for the help texts. */
    public PrintWriter writer() {
        return new PrintWriter(new OutputStreamWriter(out, out.charset()), true);
    }

    /** Prints one line of a result. */
    public void line(String text) {
        out.println(text);
    }

    /** Prints one line that is no part of the result, such as a refusal. */
    public void error(String text) {
        err.println(text);
    }

    /** Replaces the progress line; an empty text removes it. */
    public void progress(String text) {
        if (showsProgress) {
            err.print(CLEAR_LINE + text);
            err.flush();
        }
    }

    /** Prints a table. Each column is as wide as its widest cell; numbers are aligned to the right. */
    public void table(List<String> head, List<List<String>> rows) {
        var all = new ArrayList<List<String>>();
        all.add(head);
        all.addAll(rows);
        int[] width = new int[head.size()];
        for (List<String> row : all) {
            for (int i = 0; i < width.length; i++) {
                width[i] = Math.max(width[i], row.get(i).length());
            }
        }
        for (List<String> row : all) {
            var text = new StringBuilder();
            for (int i = 0; i < width.length; i++) {
                String cell = row.get(i);
                String pad = " ".repeat(width[i] - cell.length());
                boolean number = !cell.isEmpty() && cell.chars().allMatch(c -> c >= '0' && c <= '9');
                text.append(number ? pad + cell : cell + pad).append("  ");
            }
            out.println(text.toString().stripTrailing());
        }
    }
}
