package org.holdfast.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that another run started, one that was stopped, and a port without a server that moves. */
class OwnProcessTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final List<String> COMMAND = List.of("sleep", "1000");

    @TempDir
    Path folder;

    @Test
    void aProcessOfAnEarlierRunIsFoundByItsCommandAndPort() {
        OwnProcess first = OwnProcess.start("svc", COMMAND, folder, 7);
        assertThat(OwnProcess.left("svc", List.of("sleep", "1001"), folder, 7)).isEmpty();
        assertThat(OwnProcess.left("svc", COMMAND, folder, 8)).isEmpty();
        OwnProcess left = OwnProcess.left("svc", COMMAND, folder, 7).orElseThrow();
        assertThat(left.pid()).isEqualTo(first.pid());
        assertThat(left.stop("TERM", SOON)).isTrue();
        assertThat(first.isAlive()).isFalse();
        assertThat(OwnProcess.left("svc", COMMAND, folder, 7)).isEmpty();
    }

    @Test
    void aProcessThatWasStoppedTakesAnOrderlySignal() throws Exception {
        OwnProcess process = OwnProcess.start("svc", COMMAND, folder, 0);
        var handle = ProcessHandle.of(process.pid()).orElseThrow();
        assertThat(ServerRecord.isStopped(handle)).isFalse();
        assertThat(new ProcessBuilder("kill", "-STOP", Long.toString(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
        assertThat(OwnProcess.await(() -> ServerRecord.isStopped(handle), SOON)).isTrue();
        assertThat(process.stop("TERM", SOON)).as("went when asked").isTrue();
    }

    @Test
    void aProcessThatIgnoresTheSignalIsKilledAfterTheBound() {
        OwnProcess process =
                OwnProcess.start("svc", List.of("sh", "-c", "trap '' TERM; while :; do sleep 1; done"), folder, 0);
        OwnProcess.await(() -> false, Duration.ofMillis(300));
        assertThat(process.stop("TERM", Duration.ofMillis(200))).isFalse();
        assertThat(process.isAlive()).isFalse();
    }

    @Test
    void anOpenPortOfAServerThatDoesNotMoveIsNoAnswer() throws Exception {
        // The system accepts connections for it, up to the backlog.
        try (var socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            assertThat(FirstAnswer.comes(socket.getLocalPort(), new byte[] {1}, Duration.ofMillis(200)))
                    .isFalse();
        }
        assertThat(FirstAnswer.comes(LoopbackPort.free(), new byte[] {1}, SOON)).isFalse();
    }
}
