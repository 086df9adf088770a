package org.holdfast.testkit.house;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Holds every main package to a number of files that a reader can take in, {@code package-info.java} not counted. */
final class PackageSizes {
    /** The most files in one package. */
    static final int FILES_MAX = 15;

    private static final String SOURCES = "src/main/java/";

    private PackageSizes() {}

    /** Counts the files of each package folder. Names are paths relative to the repository, with slashes. */
    static SortedMap<String, Integer> count(List<String> names) {
        var counts = new TreeMap<String, Integer>();
        for (String name : names) {
            int end = name.lastIndexOf('/');
            if (name.contains(SOURCES) && !name.endsWith("/package-info.java")) {
                counts.merge(name.substring(0, end), 1, Integer::sum);
            }
        }
        return counts;
    }

    /**
     * Compares the counts with the limit and with the listed exceptions. An exception that is larger than its package
     * is a finding too: the list may only shrink.
     */
    static List<String> findings(SortedMap<String, Integer> counts, Map<String, Integer> exceptions) {
        var findings = new ArrayList<String>();
        counts.forEach((folder, files) -> {
            int max = exceptions.getOrDefault(folder, FILES_MAX);
            if (files > max) {
                findings.add("%s: %d files, at most %d: split it by idea".formatted(folder, files, max));
            }
        });
        exceptions.forEach((folder, max) -> {
            int files = counts.getOrDefault(folder, 0);
            if (files <= FILES_MAX) {
                findings.add("%s: %d files need no exception: remove the line".formatted(folder, files));
            } else if (files < max) {
                findings.add("%s: %d files, the exception says %d: lower it".formatted(folder, files, max));
            }
        });
        return findings;
    }

    /** Reads the list of exceptions: a folder and its number of files on each line. */
    static Map<String, Integer> exceptions(String list) {
        var exceptions = new TreeMap<String, Integer>();
        for (String line : list.lines().toList()) {
            if (!line.isBlank() && !line.startsWith("#")) {
                String[] parts = line.strip().split("\\s+", -1);
                exceptions.put(parts[0], Integer.parseInt(parts[1]));
            }
        }
        return exceptions;
    }
}
