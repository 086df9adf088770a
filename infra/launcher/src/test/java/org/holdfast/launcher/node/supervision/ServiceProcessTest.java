package org.holdfast.launcher.node.supervision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.holdfast.launcher.stub.Answers;
import org.holdfast.launcher.stub.StubService;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.servers.LoopbackPort;
import org.holdfast.servers.OwnProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A child process: its readiness, its end, its restart. */
class ServiceProcessTest {
    private static final int LOOKS_MAX = 500;
    private static final long LOOK_AGAIN_NANOS = 10_000_000;

    private static final Duration SOON = Duration.ofMinutes(1);

    private static final String LIVE = "/actuator/health/liveness";

    @TempDir
    Path folder;

    private ServiceProcess process(int port, String... command) {
        return new ServiceProcess("svc", List.of(command), folder.resolve("svc"), port, LIVE);
    }

    /** Serves at the port in the place of a program of the shell, which serves nothing. */
    private static StubService stub(int port) throws Exception {
        return new StubService(port).on("GET " + LIVE, 503, Answers.up());
    }

    @Test
    void aServiceIsStartedOnceItAnswersAndReadyOnceItSaysSo() throws Exception {
        int port = LoopbackPort.free();
        var process = process(port, "sleep", "60");
        var started = CompletableFuture.runAsync(process::start);
        assertThat(OwnProcess.await(process::isAlive, SOON)).isTrue();
        assertThat(started).isNotDone();
        try (var service = stub(port)) {
            started.get();
            assertThat(process.answers()).isTrue();
            assertThat(fault(() -> process.awaitReady(Duration.ofMillis(200))).got())
                    .isEqualTo("no answer");
            service.on("GET /actuator/health/readiness", 200, Answers.up());
            process.awaitReady(SOON);
            process.stop();
            assertThat(process.isAlive()).isFalse();
        }
        assertThat(process.answers()).isFalse();
    }

    private static InputFault fault(ThrowingCallable action) {
        return catchThrowableOfType(InputFaultException.class, action).fault();
    }

    @Test
    void aServiceThatEndsIsNotWaitedForAndItsLastWordsAreTheReason() {
        var process = process(LoopbackPort.free(), "sh", "-c", "echo no database; exit 7");
        InputFault fault = fault(process::start);
        assertThat(fault.code()).isEqualTo("launcher.service.not-ready");
        assertThat(fault.where()).isEqualTo(folder.resolve("svc/svc.log").toString());
        assertThat(fault.got()).isEqualTo("the process ended with exit code 7; its log ends with: no database");
        assertThat(process.exitCode()).hasValue(7);
    }

    @Test
    void aPortThatAnotherProgramHasIsNamedBeforeTheStart() throws Exception {
        try (var other = stub(0)) {
            var process = process(other.port(), "sleep", "60");
            assertThat(fault(process::start).code()).isEqualTo("servers.port.taken");
            assertThat(process.isAlive()).isFalse();
        }
    }

    @Test
    void theLogOfEveryRunIsKept() throws Exception {
        var process = process(0, "sh", "-c", "echo one run; sleep 60");
        for (int run = 0; run < 2; run++) {
            process.start();
            int lines = run + 1;
            assertThat(OwnProcess.await(() -> log(process).size() == lines, SOON))
                    .isTrue();
            process.stop();
        }
    }

    private static List<String> log(ServiceProcess process) {
        try {
            return Files.readAllLines(process.folder().resolve("svc.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aProcessThatAnEarlierNodeLeftIsTakenOver() {
        var first = process(0, "sleep", "60");
        first.start();
        var second = process(0, "sleep", "60");
        second.start();
        assertThat(second.pid()).isEqualTo(first.pid());
        assertThat(first.isAlive()).isTrue();
        second.stop();
        assertThat(first.isAlive()).isFalse();
        assertThat(second.exitCode()).as("of a process of another node").isEmpty();
    }

    @Test
    void aLeftProcessWithAnotherCommandOrPortIsReplaced() {
        var first = process(0, "sleep", "60");
        first.start();
        var second = process(0, "sleep", "61");
        second.start();
        assertThat(first.isAlive()).isFalse();
        assertThat(second.isAlive()).isTrue();
        second.stop();
    }

    @Test
    void aLeftProcessThatDoesNotAnswerIsReplaced() throws Exception {
        var first = process(0, "sleep", "60");
        first.start();
        stopped(first.pid());
        var second = process(0, "sleep", "60");
        second.start();
        assertThat(first.isAlive()).isFalse();
        assertThat(second.isAlive()).isTrue();
        second.stop();
    }

    @Test
    void aStoppedProcessWithoutAPortDoesNotAnswerAndCanBeEnded() throws Exception {
        var process = process(0, "sleep", "60");
        process.start();
        assertThat(process.answers()).isTrue();
        signal(process.pid(), "STOP");
        assertThat(OwnProcess.await(() -> !process.answers(), SOON)).isTrue();
        process.stop();
        assertThat(process.isAlive()).isFalse();
    }

    private static void signal(long pid, String name) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                        .start()
                        .waitFor())
                .isZero();
    }

    /** A process stops some time after the signal was sent. */
    private static void stopped(long pid) throws Exception {
        signal(pid, "STOP");
        for (int look = 0; look < LOOKS_MAX; look++) {
            if (Files.readString(Path.of("/proc", Long.toString(pid), "stat")).contains(") T ")) {
                return;
            }
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
        throw new AssertionError("process " + pid + " was not stopped");
    }

    @Test
    void aProcessThatWasNeverStartedIsNotAlive() {
        var process = process(0, "true");
        assertThat(process.isAlive()).isFalse();
        assertThat(process.pid()).isZero();
        assertThat(process.exitCode()).isEmpty();
        process.stop();
        process.kill();
    }
}
