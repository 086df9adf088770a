package org.holdfast.e2e;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/** Runs {@code ./holdfast} as a user does, on a data directory of its own. */
final class Command {
    /** What a run left: exit code, standard output, standard error. */
    record Result(int exit, String out, String err) {}

    private static final long SECONDS_MAX = 300;
    /** What kill says where one of several groups has ended by itself. */
    private static final int ONE_IS_GONE = 1;

    private final Path home = Path.of(System.getProperty("holdfast.home")).toAbsolutePath();
    private final Path data;
    private final Path logs;

    Command(Path data, Path logs) {
        this.data = data;
        this.logs = logs;
    }

    /** The node's data directory. */
    Path data() {
        return data;
    }

    Result run(String... arguments) throws IOException, InterruptedException {
        return run(Map.of(), arguments);
    }

    Result run(Map<String, String> environment, String... arguments) throws IOException, InterruptedException {
        Path out = Files.createTempFile(logs, "out", ".txt");
        Path err = Files.createTempFile(logs, "err", ".txt");
        var builder = new ProcessBuilder(command(arguments))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().put("HOLDFAST_BUILT", "1");
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (!process.waitFor(SECONDS_MAX, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException(
                    "holdfast " + List.of(arguments) + " took longer than " + SECONDS_MAX + " s");
        }
        return new Result(
                process.exitValue(),
                Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8));
    }

    /** Starts a run in a process group of its own. */
    Process startInGroup(String... arguments) throws IOException {
        var command = new ArrayList<>(List.of("setsid"));
        command.addAll(command(arguments));
        Path out = Files.createTempFile(logs, "group", ".txt");
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile());
        builder.environment().put("HOLDFAST_BUILT", "1");
        return builder.start();
    }

    /** The process group of the running node, with its keeper and its parts. */
    long nodeGroup() throws IOException {
        String stat = Files.readString(Path.of("/proc", Long.toString(nodePid()), "stat"), StandardCharsets.ISO_8859_1);
        // After the name of the program: state, parent, group (proc(5)).
        return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[2]);
    }

    /** The process id of the running node. */
    long nodePid() throws IOException {
        var state = new Properties();
        try (var in = Files.newBufferedReader(data.resolve("holdfast.ports"))) {
            state.load(in);
        }
        return Long.parseLong(state.getProperty("pid"));
    }

    /** Kills whole process groups at once, as a power cut would end them. */
    static void killGroups(long... leaders) throws IOException, InterruptedException {
        var targets = new StringBuilder("kill -s KILL --");
        for (long leader : leaders) {
            targets.append(" -").append(leader);
        }
        int exit = new ProcessBuilder("sh", "-c", targets.toString()).start().waitFor();
        if (exit > ONE_IS_GONE) {
            throw new IllegalStateException("'" + targets + "' ended with " + exit + ": nothing was killed");
        }
    }

    private List<String> command(String... arguments) {
        var command = new ArrayList<>(List.of(home.resolve("holdfast").toString(), "--data", data.toString()));
        command.addAll(List.of(arguments));
        return command;
    }
}
