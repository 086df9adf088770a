package org.holdfast.servers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * What is remembered of a started process, so that another run finds it and never stops a stranger that was given the
 * same pid.
 *
 * @param pid process id
 * @param startedAt start time as the operating system tells it; a recycled pid has another
 * @param port the loopback port it serves
 * @param command digest of the command line; empty if unknown
 */
public record ServerRecord(long pid, Instant startedAt, int port, String command) {
    /** A zombie, or dead. */
    private static final String ENDED = "ZX";
    /** By a signal. */
    private static final String STOPPED = "T";

    /** A record of a process whose command line does not matter. */
    public ServerRecord(long pid, Instant startedAt, int port) {
        this(pid, startedAt, port, "");
    }

    /** The record of this very process. */
    public static ServerRecord self() {
        ProcessHandle self = ProcessHandle.current();
        return new ServerRecord(self.pid(), self.info().startInstant().orElse(Instant.EPOCH), 0);
    }

    /** The digest of a command line. */
    static String digest(List<String> command) {
        try {
            byte[] bytes = String.join("\0", command).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The record in this file, if there is one that can be read; a torn one counts as none. */
    public static Optional<ServerRecord> read(Path file) {
        if (Files.notExists(file)) {
            return Optional.empty();
        }
        try (var in = Files.newBufferedReader(file)) {
            var properties = new Properties();
            properties.load(in);
            return Optional.of(new ServerRecord(
                    Long.parseLong(properties.getProperty("pid", "")),
                    Instant.parse(properties.getProperty("startedAt", "")),
                    Integer.parseInt(properties.getProperty("port", "")),
                    properties.getProperty("command", "")));
        } catch (IOException | RuntimeException torn) {
            return Optional.empty();
        }
    }

    /** Writes the record whole or not at all. */
    public void write(Path file) {
        PrivateFiles.write(
                file, "pid=%d%nstartedAt=%s%nport=%d%ncommand=%s%n".formatted(pid, startedAt, port, command));
    }

    /** The live process that this record means, if it still runs. */
    public Optional<ProcessHandle> process() {
        return ProcessHandle.of(pid)
                .filter(ServerRecord::runs)
                .filter(handle ->
                        handle.info().startInstant().filter(startedAt::equals).isPresent());
    }

    /**
     * Whether a process runs. One that was killed stays known to the system until its parent has asked for its end,
     * which may never happen if no parent reaps orphans, as in many containers. Such a process does not run any more.
     */
    public static boolean runs(ProcessHandle handle) {
        return handle.isAlive() && !hasEnded(Path.of("/proc", Long.toString(handle.pid())));
    }

    /** Whether a process was stopped by a signal and does not continue. */
    public static boolean isStopped(ProcessHandle handle) {
        return STOPPED.indexOf(state(Path.of("/proc", Long.toString(handle.pid())))) >= 0;
    }

    /**
     * By the letter after the name of the program, which may hold anything (proc(5)). That is the first thread's, and
     * the process holds what it holds until its last thread is gone.
     */
    private static boolean hasEnded(Path process) {
        try (Stream<Path> threads = Files.list(process.resolve("task"))) {
            return ENDED.indexOf(state(process)) >= 0 && threads.count() <= 1;
        } catch (IOException absent) {
            // Gone meanwhile, or a system without these files: then what the JDK says is all there is.
            return false;
        }
    }

    /** The letter of the state; a blank if there is none. */
    private static char state(Path process) {
        try {
            String text = Files.readString(process.resolve("stat"), StandardCharsets.ISO_8859_1);
            int state = text.lastIndexOf(')') + 2;
            return state > 1 && state < text.length() ? text.charAt(state) : ' ';
        } catch (IOException absent) {
            return ' ';
        }
    }
}
