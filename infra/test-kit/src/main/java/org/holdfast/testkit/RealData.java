package org.holdfast.testkit;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/**
 * Real chain data, which lives outside the project. A test asks for a path and is visibly skipped where the data is
 * absent: {@code HOLDFAST_DATA} names the folder, as a system property or in the environment.
 */
public final class RealData {
    private RealData() {}

    /** The path below the data folder; aborts the running test with the reason where it does not exist. */
    public static Path require(String relative) {
        Path path = root().resolve(relative);
        Assumptions.assumeTrue(
                Files.exists(path), () -> "SKIPPED: real data absent: " + relative + " (set HOLDFAST_DATA)");
        return path;
    }

    private static Path root() {
        String property = System.getProperty("HOLDFAST_DATA", "");
        String environment = System.getenv().getOrDefault("HOLDFAST_DATA", "");
        String chosen = !environment.isEmpty() ? environment : property;
        return Path.of(chosen.isEmpty() ? "../shared/data" : chosen);
    }
}
