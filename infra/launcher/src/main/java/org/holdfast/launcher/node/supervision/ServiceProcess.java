package org.holdfast.launcher.node.supervision;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.servers.LoopbackPort;
import org.holdfast.servers.OwnProcess;
import org.holdfast.servers.ServerRecord;
import org.jspecify.annotations.Nullable;

/** A service, adapter or robot as a child process. It can be started again after its end. */
final class ServiceProcess implements Part {
    /** Any answer of this path says that a service moves, however it is. */
    static final String LIVENESS = "/actuator/health/liveness";

    static final String READINESS = "/actuator/health/readiness";

    private static final Duration START_MAX = Duration.ofSeconds(150);
    private static final Duration STOP_MAX = Duration.ofSeconds(20);
    private static final Duration ASK_MAX = Duration.ofSeconds(3);
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(ASK_MAX)
            .build();

    private final String name;
    private final List<String> command;
    private final Path folder;
    private final int port;
    private final String path;
    private volatile @Nullable OwnProcess process;

    /**
     * A process that has not been started.
     *
     * @param port at which it serves HTTP; 0 if it serves nothing
     * @param path that it answers while it moves
     */
    ServiceProcess(String name, List<String> command, Path folder, int port, String path) {
        this.name = name;
        this.command = List.copyOf(command);
        this.folder = folder;
        this.port = port;
        this.path = path;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Path folder() {
        return folder;
    }

    @Override
    public void start() {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Optional<OwnProcess> left = OwnProcess.left(name, command, folder, port);
        process = left.orElse(null);
        if (left.isPresent() && answers()) {
            return;
        }
        OwnProcess.stopRecorded(folder, name, "TERM", STOP_MAX);
        if (port != 0) {
            LoopbackPort.requireFree(name, port);
        }
        process = OwnProcess.start(name, command, folder, port);
        await(path, START_MAX);
    }

    @Override
    public boolean isAlive() {
        OwnProcess now = process;
        return now != null && now.isAlive();
    }

    @Override
    public long pid() {
        OwnProcess now = process;
        return now == null || !now.isAlive() ? 0 : now.pid();
    }

    @Override
    public OptionalInt exitCode() {
        OwnProcess now = process;
        return now == null ? OptionalInt.empty() : now.exitCode();
    }

    @Override
    public boolean answers() {
        return port == 0 ? isAlive() && !isStopped() : ask(path).isPresent();
    }

    private boolean isStopped() {
        return ProcessHandle.of(pid()).filter(ServerRecord::isStopped).isPresent();
    }

    @Override
    public void stop() {
        OwnProcess now = process;
        if (now == null) {
            OwnProcess.stopRecorded(folder, name, "TERM", STOP_MAX);
        } else {
            now.stop("TERM", STOP_MAX);
        }
    }

    @Override
    public void kill() {
        OwnProcess now = process;
        if (now != null) {
            now.kill();
        }
    }

    /** Waits until the service reports that it is ready. */
    void awaitReady(Duration bound) {
        await(READINESS, bound);
    }

    /** Waits for an answer; of the readiness, for one that says that the service is ready. */
    private void await(String asked, Duration bound) {
        boolean readiness = asked.equals(READINESS);
        boolean came = OwnProcess.await(
                () -> !isAlive()
                        || (port == 0
                                ? isAlive()
                                : ask(asked)
                                        .filter(status -> status == 200 || !readiness)
                                        .isPresent()),
                bound);
        if (!came || !isAlive()) {
            throw new InputFaultException(new InputFault(
                    "launcher.service.not-ready",
                    "the " + name + " service did not become ready",
                    folder.resolve(name + ".log").toString(),
                    "an answer within " + bound.toSeconds() + " s",
                    isAlive() ? "no answer" : end(),
                    "read the log"));
        }
    }

    private String end() {
        OptionalInt exit = exitCode();
        return "the process ended" + (exit.isPresent() ? " with exit code " + exit.getAsInt() : "")
                + "; its log ends with: " + lastWords();
    }

    private Optional<Integer> ask(String asked) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + asked))
                .timeout(ASK_MAX)
                .build();
        try {
            return Optional.of(
                    CLIENT.send(request, HttpResponse.BodyHandlers.discarding()).statusCode());
        } catch (IOException noAnswer) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
