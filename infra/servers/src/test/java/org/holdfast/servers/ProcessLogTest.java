package org.holdfast.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logs are kept over restarts, rotated, and have times of UTC. */
class ProcessLogTest {
    private static final Duration SOON = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    @Test
    void theNextRunAppendsAndSeesOnlyWhatItWrote() {
        run("echo first; echo why it ended");
        OwnProcess second = run("echo second");
        assertThat(folder.resolve("svc.log")).content().isEqualTo("first\nwhy it ended\nsecond\n");
        assertThat(second.logText()).isEqualTo("second\n");
        assertThat(OwnProcess.log(folder, "svc").lastLine()).isEqualTo("second");
    }

    @Test
    void theLastLineOfAStackTraceIsItsInnermostCause() {
        run("printf 'ERROR failed\\n\\n\\tat a.B\\nCaused by: outer\\n\\tat a.C\\nCaused by: no licence\\n"
                + "\\tat a.D\\n\\t... 24 common frames omitted\\n\\n'");
        assertThat(OwnProcess.log(folder, "svc").lastLine()).isEqualTo("no licence");
    }

    @Test
    void aProcessHasTheTimeZoneOfUtc() {
        assertThat(run("date +%z").logText()).isEqualTo("+0000\n");
    }

    @Test
    void aLogThatIsTooLargeIsRotatedUnderARunningProcessAndOldOnesAreBounded() throws Exception {
        Path file = folder.resolve("svc.log");
        Path round = folder.resolve("round");
        OwnProcess process = OwnProcess.start(
                "svc",
                List.of(
                        "sh",
                        "-c",
                        "n=0; while :; do while [ ! -e " + round + " ]; do sleep 0.01; done;" + " rm " + round
                                + "; n=$((n + 1)); echo round $n; done"),
                folder,
                0);
        try {
            var log = new ProcessLog(file);
            for (int n = 1; n <= ProcessLog.OLDER_MAX + 2; n++) {
                Files.createFile(round);
                String line = "round " + n;
                assertThat(OwnProcess.await(() -> log.lastLine().equals(line), SOON))
                        .isTrue();
                log.rotateIfLarger(4);
            }
            assertThat(file).isEmptyFile();
            assertThat(folder.resolve("svc.log.1")).content().isEqualTo("round 5\n");
            assertThat(folder.resolve("svc.log.3")).content().isEqualTo("round 3\n");
            assertThat(folder.resolve("svc.log.4")).doesNotExist();
        } finally {
            process.kill();
        }
    }

    @Test
    void aSmallLogAndAMissingOneStay() throws Exception {
        var log = new ProcessLog(Files.writeString(folder.resolve("svc.log"), "x\n"));
        log.rotateIfLarge();
        assertThat(log.file()).content().isEqualTo("x\n");
        var none = new ProcessLog(folder.resolve("none.log"));
        none.rotateIfLarge();
        assertThat(none.lastLine()).isEmpty();
    }

    private OwnProcess run(String script) {
        OwnProcess process = OwnProcess.start("svc", List.of("sh", "-c", script), folder, 0);
        assertThat(OwnProcess.await(() -> !process.isAlive(), SOON)).isTrue();
        return process;
    }
}
