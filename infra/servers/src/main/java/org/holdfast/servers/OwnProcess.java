package org.holdfast.servers;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;

/** One process that this program, or an earlier run of it, started: its log, its readiness, its end. */
public final class OwnProcess {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);
    /** Between the end of a process and the moment at which the JVM knows its exit code. */
    private static final Duration REAPED_MAX = Duration.ofSeconds(1);
    /** Between signal 9 and the end of the process. */
    private static final Duration KILLED_MAX = Duration.ofSeconds(10);

    private static final int LOG_TAIL_BYTES = 2_000;

    private final String name;
    private final Optional<Process> child;
    private final ProcessHandle process;
    private final ProcessLog log;
    private final long logBegin;
    private final int port;

    private OwnProcess(
            String name, Optional<Process> child, ProcessHandle process, ProcessLog log, long logBegin, int port) {
        this.name = name;
        this.child = child;
        this.process = process;
        this.log = log;
        this.logBegin = logBegin;
        this.port = port;
    }

    /** Starts a command with its output at the end of the log file, and records it. Its log lines have UTC times. */
    public static OwnProcess start(String name, List<String> command, Path folder, int port) {
        try {
            ProcessLog log = log(folder, name);
            log.prepare();
            long begin = log.size();
            var builder = new ProcessBuilder(PrivateFiles.command(command))
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.file().toFile()))
                    .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
            builder.environment().put("TZ", "UTC");
            Process process = builder.start();
            var handle = process.toHandle();
            Instant startedAt = handle.info().startInstant().orElse(Instant.EPOCH);
            new ServerRecord(handle.pid(), startedAt, port, ServerRecord.digest(command))
                    .write(recordFile(folder, name));
            return new OwnProcess(name, Optional.of(process), handle, log, begin, port);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + name, e);
        }
    }

    /** The process that an earlier run started with the same command and port, if it still runs. */
    public static Optional<OwnProcess> left(String name, List<String> command, Path folder, int port) {
        ProcessLog log = log(folder, name);
        return ServerRecord.read(recordFile(folder, name))
                .filter(record -> record.port() == port && record.command().equals(ServerRecord.digest(command)))
                .flatMap(ServerRecord::process)
                .map(handle -> new OwnProcess(name, Optional.empty(), handle, log, log.size(), port));
    }

    /** Stops the process that an earlier run recorded under this name, if it still runs. */
    public static void stopRecorded(Path folder, String name, String signal, Duration bound) {
        ServerRecord.read(recordFile(folder, name))
                .flatMap(ServerRecord::process)
                .ifPresent(handle -> end(handle, signal, bound));
    }

    /** Where the process of a name is recorded. */
    public static Path recordFile(Path folder, String name) {
        return folder.resolve(name + ".process");
    }

    /** The log of the process of a name. */
    public static ProcessLog log(Path folder, String name) {
        return new ProcessLog(folder.resolve(name + ".log"));
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

    /**
     * The exit code; empty while the process runs, and if it is no child of this program. A signal counts 128 above its
     * number.
     */
    public OptionalInt exitCode() {
        try {
            boolean ended = child.isPresent()
                    && !isAlive()
                    && child.get().waitFor(REAPED_MAX.toMillis(), TimeUnit.MILLISECONDS);
            return ended ? OptionalInt.of(child.get().exitValue()) : OptionalInt.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return OptionalInt.empty();
        }
    }

    /** What this run has logged so far. */
    public String logText() {
        return log.since(logBegin);
    }

    /** Waits until the log says that the server is ready; throws where it ended or the bound has passed. */
    public void awaitLog(String ready, Duration bound) {
        boolean came = await(() -> logText().contains(ready) || !isAlive(), bound);
        if (!came || !logText().contains(ready)) {
            String text = logText();
            throw new InputFaultException(new InputFault(
                    "servers.start.failed",
                    name + " did not start",
                    log.file().toString(),
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

    /** Ends the process at once with signal 9, which a stopped or hanging one obeys too. */
    public void kill() {
        kill(process);
    }

    /** The same for a process that another run started. */
    public static boolean end(ProcessHandle process, String signal, Duration bound) {
        if (!ServerRecord.runs(process)) {
            return true;
        }
        try {
            // A stopped process takes the signal only after it continues.
            String pid = Long.toString(process.pid());
            new ProcessBuilder("sh", "-c", "kill -" + signal + " " + pid + "; kill -CONT " + pid)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
            if (await(() -> !ServerRecord.runs(process), bound)) {
                return true;
            }
        } catch (IOException stubborn) {
            // The signal below needs no other program.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        kill(process);
        return false;
    }

    private static void kill(ProcessHandle process) {
        process.destroyForcibly();
        await(() -> !ServerRecord.runs(process), KILLED_MAX);
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
