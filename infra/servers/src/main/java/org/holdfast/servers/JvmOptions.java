package org.holdfast.servers;

import java.util.List;

/** Options of the JVM that the user of this process adds to those of every JVM that is started from it. */
public final class JvmOptions {
    /** Names the options, separated by spaces. Not a secret: they stand in the list of processes. */
    public static final String VARIABLE = "HOLDFAST_JAVA_OPTIONS";

    private JvmOptions() {}

    /** The options of the environment; empty if it names none. */
    public static List<String> added() {
        return split(System.getenv().getOrDefault(VARIABLE, ""));
    }

    static List<String> split(String options) {
        return options.isBlank() ? List.of() : List.of(options.strip().split("\\s+"));
    }
}
