package org.holdfast.launcher.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.holdfast.launcher.stub.Answers;
import org.holdfast.launcher.stub.StubService;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.servers.OwnProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A child process: its readiness, its end, its restart. */
class ServiceProcessTest {
    private static final Duration SOON = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    private ServiceProcess process(int port, String... command) {
        return new ServiceProcess("svc", List.of(command), folder.resolve("svc"), port, port != 0);
    }

    @Test
    void aServiceIsReadyOnceItSaysSo() throws Exception {
        try (var service = new StubService()) {
            service.on("GET /actuator/health/readiness", 200, Answers.up());
            var process = process(service.port(), "sleep", "60");
            process.start();
            process.awaitReady(SOON);
            assertThat(process.isAlive()).isTrue();
            assertThat(process.exitCode()).isEmpty();
            process.stop();
            assertThat(process.isAlive()).isFalse();
        }
    }

    @Test
    void aServiceThatNeverGetsReadyIsAFaultWithItsLog() throws Exception {
        try (var service = new StubService()) {
            var process = process(service.port(), "sleep", "60");
            process.start();
            InputFault fault = catchThrowableOfType(
                            InputFaultException.class, () -> process.awaitReady(Duration.ofMillis(200)))
                    .fault();
            process.stop();
            assertThat(fault.code()).isEqualTo("launcher.service.not-ready");
            assertThat(fault.where()).isEqualTo(folder.resolve("svc/svc.log").toString());
            assertThat(fault.got()).isEqualTo("no answer");
        }
    }

    @Test
    void aServiceThatEndsIsNotWaitedFor() throws Exception {
        try (var service = new StubService()) {
            var process = process(service.port(), "false");
            process.start();
            InputFault fault = catchThrowableOfType(InputFaultException.class, () -> process.awaitReady(SOON))
                    .fault();
            assertThat(fault.got()).isEqualTo("the process ended");
        }
    }

    @Test
    void aProcessCanBeStartedAgainAndCountsItsStarts() {
        var process = process(0, "sh", "-c", "exit 3");
        process.start();
        assertThat(OwnProcess.await(() -> !process.isAlive(), SOON)).isTrue();
        assertThat(process.exitCode()).hasValue(3);
        process.start();
        assertThat(process.starts()).isEqualTo(2);
        process.awaitReady(SOON);
        process.stop();
    }

    @Test
    void aProcessThatAnEarlierNodeLeftIsStoppedFirst() {
        var first = process(0, "sleep", "60");
        first.start();
        var second = process(0, "sleep", "60");
        second.start();
        assertThat(first.isAlive()).isFalse();
        assertThat(second.isAlive()).isTrue();
        second.stop();
    }

    @Test
    void aProcessThatWasNeverStartedIsNotAlive() {
        var process = process(0, "true");
        assertThat(process.isAlive()).isFalse();
        assertThat(process.exitCode()).isEmpty();
        process.stop();
    }
}
