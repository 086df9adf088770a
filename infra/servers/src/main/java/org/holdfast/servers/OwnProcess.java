package org.holdfast.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;

/** One process that this program started: its log, its readiness, its end. */
public final class OwnProcess {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);
    /** Between the end of a process and the moment at which the JVM knows its exit code. */
    private static final Duration REAPED_MAX = Duration.ofSeconds(1);

    private static final int LOG_TAIL_BYTES = 2_000;

    private final String name;
    private final Process child;
    private final ProcessHandle process;
    private final Path log;
    private final int port;

    private OwnProcess(String name, Process child, Path log, int port) {
        this.name = name;
        this.child = child;
        this.process = child.toHandle();
        this.log = log;
        this.port = port;
    }

    /** Starts a command with its output in the log file, and records it. */
    public static OwnProcess start(String name, List<String> command, Path folder, int port) {
        try {
            Path log = folder.resolve(name + ".log");
            Files.writeString(log, "");
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
                    .start();
            var handle = process.toHandle();
            Instant startedAt = handle.info().startInstant().orElse(Instant.EPOCH);
            new ServerRecord(handle.pid(), startedAt, port).write(recordFile(folder, name));
            return new OwnProcess(name, process, log, port);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + name, e);
        }
    }

    /** Stops the process that an earlier run recorded under this name, if it still runs. */
    public static void stopRecorded(Path folder, String name, String signal, Duration bound) {
        ServerRecord.read(recordFile(folder, name))
                .flatMap(ServerRecord::process)
                .ifPresent(handle -> end(handle, signal, bound));
    }

    static Path recordFile(Path folder, String name) {
        return folder.resolve(name + ".process");
    }

    public int port() {
        return port;
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return ServerRecord.runs(process);
    }

    /** The exit code; empty while the process runs. A signal counts 128 above its number. */
    public OptionalInt exitCode() {
        try {
            boolean ended = !isAlive() && child.waitFor(REAPED_MAX.toMillis(), TimeUnit.MILLISECONDS);
            return ended ? OptionalInt.of(child.exitValue()) : OptionalInt.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return OptionalInt.empty();
        }
    }

    /** The log as it is now. */
    public String logText() {
        try {
            return Files.readString(log, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until the log says that the server is ready; throws where it ended or the bound has passed. */
    public void awaitLog(String ready, Duration bound) {
        boolean came = await(() -> logText().contains(ready) || !isAlive(), bound);
        if (!came || !logText().contains(ready)) {
            String text = logText();
            throw new InputFaultException(new InputFault(
                    "servers.start.failed",
                    name + " did not start",
                    log.toString(),
                    "\"" + ready + "\" within " + bound.toSeconds() + " s",
                    InputFault.quote(text.substring(Math.max(0, text.length() - LOG_TAIL_BYTES))
                            .strip()),
                    "read the log"));
        }
    }

    /** Ends the process: asks with the signal, then insists after the bound. True if it went when asked. */
    public boolean stop(String signal, Duration bound) {
        return end(process, signal, bound);
    }

    static boolean end(ProcessHandle process, String signal, Duration bound) {
        if (!ServerRecord.runs(process)) {
            return true;
        }
        try {
            new ProcessBuilder("sh", "-c", "kill -" + signal + " " + process.pid())
                    .start()
                    .waitFor();
            if (await(() -> !ServerRecord.runs(process), bound)) {
                return true;
            }
            process.destroyForcibly();
            return false;
        } catch (IOException stubborn) {
            process.destroyForcibly();
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
            return false;
        }
    }

    /** Looks again and again, up to the bound; true as soon as the condition holds. */
    public static boolean await(BooleanSupplier condition, Duration bound) {
        long end = System.nanoTime() + bound.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end || Thread.currentThread().isInterrupted()) {
                return condition.getAsBoolean();
            }
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
        return true;
    }
}
