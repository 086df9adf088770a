package org.holdfast.tracing.store.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/** A process of this test's classes with a small heap. */
public final class ChildProcess {
    private static final int NANOS_MAX = 3_000_000;

    private ChildProcess() {}

    /**
     * Runs a follower, which says a line after each entry of its feed, and kills it (SIGKILL) some time after one of
     * them; false where it was done before.
     *
     * @param lines how many lines it may say at most before it is killed
     */
    public static boolean killed(Class<?> follower, Path home, Path feed, Random random, int lines)
            throws IOException, InterruptedException {
        Process process =
                start(follower, List.of("-Xmx96m", "-XX:TieredStopAtLevel=1"), home.toString(), feed.toString());
        int wanted = random.nextInt(lines);
        try (var said = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (int i = 0; i <= wanted; i++) {
                if (said.readLine() == null) {
                    assertThat(process.waitFor()).isZero();
                    return false;
                }
            }
            LockSupport.parkNanos(random.nextInt(NANOS_MAX));
            process.destroyForcibly();
            process.waitFor();
        }
        return true;
    }

    /** Runs it to its end, which has to be good, and returns what it said. */
    public static String finished(Class<?> main, int heapMegabytes, String... arguments)
            throws IOException, InterruptedException {
        Process process = start(main, List.of("-Xmx" + heapMegabytes + "m"), arguments);
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    private static Process start(Class<?> main, List<String> options, String... arguments) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of(
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
