package org.holdfast.launcher.node;

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
import java.util.OptionalInt;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.servers.OwnProcess;
import org.jspecify.annotations.Nullable;

/** A service as a child process. It can be started again after its end. */
final class ServiceProcess {
    private static final Duration STOP_MAX = Duration.ofSeconds(20);
    private static final Duration ASK_MAX = Duration.ofSeconds(2);

    private final String name;
    private final List<String> command;
    private final Path folder;
    private final int port;
    private final boolean asksReadiness;
    private @Nullable OwnProcess process;
    private int starts;

    ServiceProcess(String name, List<String> command, Path folder, int port, boolean asksReadiness) {
        this.name = name;
        this.command = List.copyOf(command);
        this.folder = folder;
        this.port = port;
        this.asksReadiness = asksReadiness;
    }

    String name() {
        return name;
    }

    int starts() {
        return starts;
    }

    /** Starts the process. A process of the same name that an earlier node left is stopped first. */
    void start() {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        OwnProcess.stopRecorded(folder, name, "TERM", STOP_MAX);
        process = OwnProcess.start(name, command, folder, port);
        starts++;
    }

    boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** The exit code after the process has ended. */
    OptionalInt exitCode() {
        return process == null ? OptionalInt.empty() : process.exitCode();
    }

    void stop() {
        if (process != null) {
            process.stop("TERM", STOP_MAX);
        }
    }

    /** Waits until the service reports that it is ready. */
    void awaitReady(Duration bound) {
        if (!asksReadiness) {
            return;
        }
        try (var client = HttpClient.newBuilder().connectTimeout(ASK_MAX).build()) {
            boolean ready = OwnProcess.await(() -> !isAlive() || answers(client), bound);
            if (!ready || !isAlive()) {
                throw new InputFaultException(new InputFault(
                        "launcher.service.not-ready",
                        "the " + name + " service did not become ready",
                        folder.resolve(name + ".log").toString(),
                        "readiness within " + bound.toSeconds() + " s",
                        isAlive() ? "no answer" : "the process ended",
                        "read the log"));
            }
        }
    }

    private boolean answers(HttpClient client) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/health/readiness"))
                .timeout(ASK_MAX)
                .build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
