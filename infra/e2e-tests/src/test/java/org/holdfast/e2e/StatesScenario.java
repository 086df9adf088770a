package org.holdfast.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.holdfast.servers.OwnProcess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * One node walks through states that a real process, disk or file causes; {@code docs/reference/states.md} has a row
 * for each. In every state status and doctor name the cause, agree, and answer in time.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StatesScenario {
    private static final int WELL = 0;
    private static final int ABSENT = 2;
    private static final int FAILED = 3;
    private static final int DEGRADED = 4;
    /** Attempts to see a state that the node ends within seconds. */
    private static final int STOPS_MAX = 4;

    private static final Duration SOON = Duration.ofMinutes(2);
    /** Five seconds on a quiet machine; a loaded one starts a JVM more slowly. */
    private static final Duration ANSWER_MAX = Duration.ofSeconds(40);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    static Path folder;

    private Command holdfast = new Command(Path.of("."), Path.of("."));
    private NodeProcesses processes = new NodeProcesses(holdfast);

    @BeforeAll
    void layOut() throws Exception {
        holdfast = new Command(folder.resolve("node"), Files.createDirectories(folder.resolve("logs")));
        processes = new NodeProcesses(holdfast);
    }

    @AfterAll
    void stop() throws Exception {
        holdfast.run("stop");
    }

    /** Waits until status has the exit code and all the words; then doctor must have them too. */
    private void both(int exit, String... words) throws Exception {
        awaitStatus(exit, words);
        var doctor = doctor();
        assertThat(doctor.exit()).as(doctor.out()).isEqualTo(exit);
        assertThat(doctor.out()).contains(words);
    }

    /**
     * Stops a process by a signal and waits until status and doctor say so. The node mends it within seconds, so a busy
     * machine may come too late to see the state: then the signal is given again.
     */
    private void bothAfterStop(String part, int exit, String... words) throws Exception {
        var seen = new ArrayList<Command.Result>();
        for (int attempt = 0; attempt < STOPS_MAX; attempt++) {
            long pid = processes.pid(part);
            NodeProcesses.signal("STOP", pid);
            var status = holdfast.run("status");
            while (status.exit() == WELL && NodeProcesses.isStopped(pid)) {
                status = holdfast.run("status");
            }
            var doctor = doctor();
            if (List.of(status, doctor).stream().allMatch(said -> said.exit() == exit && holds(said, words))) {
                return;
            }
            seen.addAll(List.of(status, doctor));
            awaitStatus(WELL, "all is well");
        }
        throw new AssertionError(List.of(words) + " not seen: " + seen);
    }

    private void awaitStatus(int exit, String... words) throws Exception {
        long end = System.nanoTime() + SOON.toNanos();
        var status = holdfast.run("status");
        while (status.exit() != exit || !holds(status, words)) {
            assertThat(System.nanoTime() - end)
                    .as("%s not in exit %d: %s%s", List.of(words), exit, status.out(), status.err())
                    .isNegative();
            status = holdfast.run("status");
        }
    }

    private Command.Result doctor() throws Exception {
        long begin = System.nanoTime();
        var doctor = holdfast.run("doctor");
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(ANSWER_MAX);
        return doctor;
    }

    private static boolean holds(Command.Result result, String... words) {
        return List.of(words).stream().allMatch(result.out()::contains);
    }

    private void settings(String text) throws Exception {
        Files.writeString(holdfast.data().resolve("node.settings"), text);
    }

    @Test
    @Order(1)
    void noNodeRuns() throws Exception {
        assertThat(holdfast.run("status").exit()).isEqualTo(ABSENT);
        var doctor = holdfast.run("doctor");
        assertThat(doctor.exit()).isEqualTo(ABSENT);
        assertThat(doctor.out()).contains("node.absent", "no node runs here");
    }

    @Test
    @Order(2)
    void aPortOfTheNodeIsTaken() throws Exception {
        try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var refused = holdfast.run("start", "--tracing-port", Integer.toString(other.getLocalPort()));
            assertThat(refused.exit()).isEqualTo(ABSENT);
            assertThat(refused.err()).contains("launcher.port.taken", "--tracing-port");
        }
    }

    @Test
    @Order(3)
    void everythingIsWell() throws Exception {
        Files.createDirectories(holdfast.data());
        settings("part.failures-max=1\n");
        var started = holdfast.run("start");
        assertThat(started.exit()).as(started.err()).isZero();
        both(WELL, "all is well");
    }

    @Test
    @Order(4)
    void aSecondNodeIsRefused() throws Exception {
        var refused = holdfast.run("node");
        assertThat(refused.exit()).isEqualTo(ABSENT);
        assertThat(refused.out()).contains("launcher.data.locked", "process " + holdfast.nodePid());
        both(WELL, "all is well");
    }

    @Test
    @Order(5)
    void theDiskIsLowOrShort() throws Exception {
        long free = Files.getFileStore(folder).getUsableSpace();
        try {
            settings("disk.least-free=" + Long.MAX_VALUE + "\n");
            both(FAILED, "disk.low", holdfast.data().toString());
            settings("disk.least-free=" + free / 4 * 3 + "\n");
            both(DEGRADED, "disk.short");
            settings("disk.least-free=much\n");
            both(FAILED, "launcher.settings.malformed");
        } finally {
            settings("part.failures-max=1\n");
        }
        both(WELL, "all is well");
    }

    @Test
    @Order(6)
    void theAccessFileIsMalformed() throws Exception {
        Path accepted = holdfast.data().resolve("access/accepted");
        byte[] good = Files.readAllBytes(accepted);
        try {
            Files.writeString(accepted, "this is no list\n");
            String place = accepted + ", line 1";
            both(FAILED, "tracing.accessFile", "freeze.accessFile", "service.access-file.malformed", place);
            processes.signal("KILL", "tracing");
            both(FAILED, "tracing.given-up", "service.access-file.malformed", place);
        } finally {
            Files.write(accepted, good);
        }
        // The next node starts at once what this one tries every two minutes.
        processes.signal("KILL", NodeProcesses.NODE);
        both(WELL, "all is well");
    }

    @Test
    @Order(7)
    void aServiceIsStoppedByASignal() throws Exception {
        bothAfterStop("tracing", FAILED, "tracing.stopped");
        both(WELL, "all is well");
    }

    @Test
    @Order(8)
    void theNodesProcessIsStoppedOrKilled() throws Exception {
        bothAfterStop(NodeProcesses.NODE, DEGRADED, "node.stopped");
        both(WELL, "all is well");
        long pid = holdfast.nodePid();
        long tracing = processes.pid("tracing");
        processes.signal("KILL", NodeProcesses.NODE);
        both(WELL, "all is well");
        assertThat(holdfast.nodePid()).as("started by the keeper").isNotEqualTo(pid);
        assertThat(processes.pid("tracing")).as("taken over").isEqualTo(tracing);
    }

    @Test
    @Order(9)
    void theNodeAndItsKeeperAreKilledAndTheNextStartTakesOver() throws Exception {
        var kept = new ArrayList<Long>();
        var ports = new ArrayList<Integer>();
        for (String part : List.of("kafka", "postgres", "tracing", "freeze")) {
            kept.add(processes.pid(part));
            ports.add(processes.port(part));
        }
        long keeper = ProcessHandle.of(holdfast.nodePid())
                .flatMap(ProcessHandle::parent)
                .orElseThrow()
                .pid();
        long node = holdfast.nodePid();
        NodeProcesses.signal("KILL", keeper);
        NodeProcesses.signal("KILL", node);
        both(FAILED, "node.killed", "tracing (process " + kept.get(2) + ")");
        assertThat(holdfast.run("start").exit()).isZero();
        both(WELL, "all is well");
        for (String part : List.of("kafka", "postgres", "tracing", "freeze")) {
            assertThat(kept).contains(processes.pid(part));
            assertThat(ports).contains(processes.port(part));
        }
    }

    @Test
    @Order(10)
    void theBrokerIsGivenUpBecauseItsPortIsTaken() throws Exception {
        givenUp("kafka", "freeze.facts");
    }

    @Test
    @Order(11)
    void theDatabaseIsGivenUpBecauseItsPortIsTaken() throws Exception {
        givenUp("postgres", "freeze.");
    }

    /** Kills a server and takes its port, so that it is given up. A new node starts it when the port is free again. */
    private void givenUp(String server, String hurt) throws Exception {
        int port = processes.port(server);
        processes.signal("KILL", server);
        try (var other = takes(port)) {
            assertThat(other.isBound()).isTrue();
            both(FAILED, server + ".silent", server + ".given-up", "servers.port.taken", hurt);
        }
        processes.signal("KILL", NodeProcesses.NODE);
        both(WELL, "all is well");
        assertThat(processes.port(server)).isEqualTo(port);
    }

    private static ServerSocket takes(int port) throws Exception {
        var socket = new ServerSocket();
        socket.setReuseAddress(true);
        OwnProcess.await(
                () -> {
                    try {
                        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1);
                        return true;
                    } catch (IOException notYetFree) {
                        return false;
                    }
                },
                SOON);
        return socket;
    }
}
