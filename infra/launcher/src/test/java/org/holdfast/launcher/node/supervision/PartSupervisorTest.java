package org.holdfast.launcher.node.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.holdfast.launcher.node.PartStatus.State;
import org.holdfast.launcher.stub.StubService;
import org.holdfast.servers.LoopbackPort;
import org.holdfast.servers.OwnProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A part as a real process: ended, hanging, given up, waiting for another. */
class PartSupervisorTest {
    private static final Duration SOON = Duration.ofMinutes(1);
    private static final PartBounds QUICK = new PartBounds(
            Duration.ofMillis(10),
            Duration.ofMillis(20),
            3,
            Duration.ofMillis(20),
            Duration.ofMillis(80),
            Duration.ofMillis(300),
            Duration.ofMinutes(10),
            4,
            Duration.ofMillis(500));

    private static final PartBounds NEVER_KILLING = new PartBounds(
            QUICK.lookEvery(),
            QUICK.probeEvery(),
            Integer.MAX_VALUE,
            QUICK.waitFirst(),
            QUICK.waitMax(),
            QUICK.healthyAfter(),
            QUICK.window(),
            QUICK.failuresMax(),
            QUICK.waitGivenUp());

    @TempDir
    Path folder;

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final NodeLog log = new NodeLog(Clock.systemUTC(), lines::add);
    private final List<PartSupervisor> supervisors = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        supervisors.reversed().forEach(PartSupervisor::stop);
    }

    private ServiceProcess process(String name, String script) {
        return new ServiceProcess(name, List.of("sh", "-c", script), folder.resolve(name), 0, "");
    }

    private PartSupervisor keep(Part part, PartSupervisor... needs) {
        return keep(part, QUICK, needs);
    }

    private PartSupervisor keep(Part part, PartBounds bounds, PartSupervisor... needs) {
        var supervisor = new PartSupervisor(part, bounds, List.of(needs), log);
        supervisors.add(supervisor);
        return supervisor.begin();
    }

    private static void await(BooleanSupplier condition) {
        assertThat(OwnProcess.await(condition, SOON)).isTrue();
    }

    private static void signal(String name, long pid) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                        .start()
                        .waitFor())
                .isZero();
    }

    @Test
    void aPartThatWasKilledRunsAgain() throws Exception {
        var part = process("svc", "exec sleep 1000");
        PartSupervisor kept = keep(part);
        for (int kill = 1; kill <= 3; kill++) {
            await(kept::isUp);
            signal("KILL", part.pid());
            int starts = kill + 1;
            await(() -> kept.status().starts() == starts && kept.isUp());
            assertThat(kept.status().cause()).contains("exit code 137");
        }
    }

    @Test
    void aPartThatWasKilledSixTimesRunsAgainWithWaitsThatGrow() throws Exception {
        var part = process("svc", "exec sleep 1000");
        var bounds = new PartBounds(
                QUICK.lookEvery(),
                QUICK.probeEvery(),
                QUICK.silentMax(),
                QUICK.waitFirst(),
                QUICK.waitMax(),
                Duration.ofMinutes(1),
                PartBounds.DEFAULT.window(),
                PartBounds.DEFAULT.failuresMax(),
                PartBounds.DEFAULT.waitGivenUp());
        var kept = new PartSupervisor(part, bounds, List.of(), log);
        supervisors.add(kept);
        kept.begin();
        for (int kill = 1; kill <= 7; kill++) {
            await(kept::isUp);
            signal("KILL", part.pid());
            int starts = kill + 1;
            await(() -> kept.status().starts() == starts && kept.isUp());
        }
        assertThat(lines.stream()
                        .filter(line -> line.contains("next start in"))
                        .map(line -> line.replaceFirst(".*next start in ", ""))
                        .limit(4))
                .containsExactly("20 ms", "40 ms", "80 ms", "80 ms");
    }

    @Test
    void aPartThatHangsIsKilledAndRunsAgain() throws Exception {
        var part = process("svc", "exec sleep 1000");
        PartSupervisor kept = keep(part);
        await(kept::isUp);
        long pid = part.pid();
        signal("STOP", pid);
        await(() -> kept.status().starts() == 2 && kept.isUp());
        assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
        assertThat(kept.status().cause()).isEqualTo("it did not answer 3 questions in a row and was killed");
    }

    @Test
    void theQuestionsThatAPartLeavesUnansweredAreTold() throws Exception {
        var part = process("svc", "exec sleep 1000");
        PartSupervisor kept = keep(part, NEVER_KILLING);
        await(kept::isUp);
        assertThat(kept.status().silent()).isZero();
        signal("STOP", part.pid());
        await(() -> kept.status().silent() > 1);
        assertThat(kept.isUp()).isTrue();
        signal("CONT", part.pid());
        await(() -> kept.status().silent() == 0);
    }

    @Test
    void aPartThatFailsAgainAndAgainIsGivenUpWithItsCauseAndMendsByItself() throws Exception {
        Path mended = folder.resolve("mended");
        PartSupervisor kept =
                keep(process("svc", "[ -e " + mended + " ] || { echo no licence; exit 9; }; exec sleep 1000"));
        await(() -> kept.status().state() == State.GIVEN_UP);
        assertThat(kept.status().cause()).contains("exit code 9", "no licence");
        assertThat(kept.status().starts()).isGreaterThan(QUICK.failuresMax());
        assertThat(folder.resolve("svc/svc.end")).content().startsWith("9\n");
        Files.createFile(mended);
        await(kept::isUp);
    }

    @Test
    void aPartThatNeedsAnotherWaitsForIt() throws Exception {
        int port = LoopbackPort.free();
        var server =
                new ServiceProcess("db", List.of("sleep", "1000"), folder.resolve("db"), port, ServiceProcess.LIVENESS);
        PartSupervisor needed = keep(server);
        PartSupervisor kept = keep(process("svc", "exec sleep 1000"), needed);
        await(server::isAlive);
        await(() -> kept.status().state() == State.BLOCKED);
        assertThat(needed.status().state()).isEqualTo(State.STARTING);
        assertThat(kept.status().starts()).isZero();
        try (var _ = new StubService(port)) {
            await(kept::isUp);
        }
    }

    @Test
    void aPartThatServesStaysUpWhileTheOneThatItNeedsIsAway() throws Exception {
        var database = process("db", "exec sleep 1000");
        PartSupervisor needed = keep(database);
        var part = process("svc", "exec sleep 1000");
        PartSupervisor kept = keep(part, needed);
        await(kept::isUp);
        long pid = part.pid();
        signal("KILL", database.pid());
        await(() -> needed.status().starts() == 2 && needed.isUp());
        assertThat(part.pid()).isEqualTo(pid);
    }

    @Test
    void aPartThatWasStoppedStartsNoMore() {
        var part = process("svc", "exec sleep 1000");
        PartSupervisor kept = keep(part);
        await(kept::isUp);
        kept.stop();
        assertThat(part.isAlive()).isFalse();
        assertThat(kept.status().state()).isEqualTo(State.STOPPED);
        assertThat(kept.status().starts()).isEqualTo(1);
    }

    @Test
    void everyLineOfTheNodesLogHasATimeInUtc() {
        PartSupervisor kept = keep(process("svc", "exec sleep 1000"));
        await(kept::isUp);
        await(() -> !lines.isEmpty());
        assertThat(lines).allMatch(line -> line.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d[.\\d]*Z .*"));
    }

    @Test
    void waitsGrowToAMaximum() {
        assertThat(List.of(QUICK.waitAfter(1), QUICK.waitAfter(2), QUICK.waitAfter(3), QUICK.waitAfter(30)))
                .extracting(Duration::toMillis)
                .containsExactly(20L, 40L, 80L, 80L);
    }
}
