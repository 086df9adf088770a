package org.holdfast.kit.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The error codes that pages of the error reference explain. */
public final class ErrorPages {
    private static final Pattern ROW = Pattern.compile("^\\| `([a-z0-9.-]+)` \\|", Pattern.MULTILINE);

    private ErrorPages() {}

    /** The codes of some pages, without those that start with one of {@code left}: they are not sent over REST. */
    public static SortedSet<String> codes(List<Path> pages, List<String> left) throws IOException {
        var codes = new TreeSet<String>();
        for (Path page : pages) {
            ROW.matcher(Files.readString(page)).results().forEach(row -> codes.add(row.group(1)));
        }
        codes.removeIf(code -> left.stream().anyMatch(code::startsWith));
        return codes;
    }
}
