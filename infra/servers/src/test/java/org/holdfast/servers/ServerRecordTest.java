package org.holdfast.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ServerRecordTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @Test
    void takesAKilledProcessThatItsParentDoesNotAskForAsEnded() throws IOException {
        // The shell becomes a program that never asks for the end of its child.
        Process parent = new ProcessBuilder("sh", "-c", "sleep 1000 & echo $!; exec sleep 1000").start();
        try (var lines = parent.inputReader(StandardCharsets.US_ASCII)) {
            var child = ProcessHandle.of(Long.parseLong(lines.readLine())).orElseThrow();
            Instant startedAt = child.info().startInstant().orElseThrow();
            var record = new ServerRecord(child.pid(), startedAt, 1);
            assertThat(record.process()).contains(child);
            assertThat(OwnProcess.end(child, "KILL", SOON)).isTrue();
            assertThat(child.isAlive()).as("the system still knows it").isTrue();
            assertThat(record.process()).isEmpty();
            assertThat(OwnProcess.end(child, "TERM", SOON)).isTrue();
        } finally {
            parent.destroyForcibly();
        }
    }

    @Test
    void findsNobodyUnderAPidThatWasGivenToAnother() {
        ProcessHandle own = ProcessHandle.current();
        Instant startedAt = own.info().startInstant().orElseThrow();
        assertThat(new ServerRecord(own.pid(), startedAt, 1).process()).contains(own);
        assertThat(new ServerRecord(own.pid(), startedAt.plusSeconds(1), 1).process())
                .isEmpty();
    }
}
