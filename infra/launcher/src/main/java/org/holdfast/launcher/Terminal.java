package org.holdfast.launcher;

import java.io.Console;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a person reads: lines and tables on standard output. */
final class Terminal {
    private final PrintStream out = System.out;

    void line(String text) {
        out.println(text);
    }

    /** Shows on one line how something goes on, where a person looks on; an empty text takes the line away. */
    void progress(String text) {
        if (Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent()) {
            System.err.print("\r\u001b[K" + text);
            System.err.flush();
        }
    }

    /** Prints a table whose columns are as wide as their widest cell; numbers are set to the right. */
    void table(List<String> head, List<List<String>> rows) {
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
