package org.holdfast.launcher.command.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.holdfast.launcher.client.ContractJson;
import org.holdfast.launcher.command.check.NodeReport;
import org.holdfast.launcher.node.DataLock;
import org.holdfast.launcher.node.NodeState;
import org.holdfast.launcher.node.PartStatus;
import org.holdfast.launcher.node.PartStatus.State;
import org.holdfast.servers.LoopbackPort;
import org.holdfast.servers.ServerRecord;
import org.junit.jupiter.api.Test;

/** What the doctor says of the process of the node, of its parts and of the servers. */
class DoctorPartsTest extends DoctorStates {
    @Test
    void aServerThatDoesNotAnswerIsWrong() throws Exception {
        int silent = LoopbackPort.free();
        var self = ServerRecord.self();
        new NodeState(self.pid(), self.startedAt(), silent, silent, service.port(), service.port()).write(cli.layout());
        assertThat(codes()).containsExactly("kafka.silent", "postgres.silent");
    }

    @Test
    void everyStateOfAPartIsTold() {
        long self = ProcessHandle.current().pid();
        var told = new ArrayList<String>();
        for (PartStatus part : List.of(
                part(State.UP, self, ""),
                part(State.UP, self, "it ended with exit code 137"),
                part(State.UP, 0, ""),
                part(State.STARTING, 0, ""),
                part(State.STARTING, 0, "exit code 1"),
                part(State.BLOCKED, 0, ""),
                part(State.WAITING, 0, "exit code 1; its log ends with: no licence"),
                part(State.GIVEN_UP, 0, "no licence"),
                part(State.STOPPED, 0, ""))) {
            parts(part);
            var doctor = cli.run("doctor", "--output", "json");
            assertThat(cli.run("status").exit()).as(part.toString()).isEqualTo(doctor.exit());
            told.add(ContractJson.read(doctor.out(), NodeReport.class).findings().stream()
                    .filter(finding -> finding.code().startsWith("freeze"))
                    .map(finding -> doctor.exit() + " " + finding.code() + ": " + finding.sentence())
                    .findFirst()
                    .orElseThrow());
        }
        assertThat(told)
                .containsExactly(
                        "0 freeze.process: process " + self + " since 2026-01-01T00:00:00Z",
                        "0 freeze.process: process " + self
                                + " since 2026-01-01T00:00:00Z; start 3, because before it ended with exit code 137",
                        "3 freeze.down: process 0 has ended",
                        "4 freeze.starting: is being started",
                        "3 freeze.starting: is being started again; exit code 1",
                        "3 freeze.blocked: waits for a part that it needs",
                        "3 freeze.down: does not run and starts again soon; exit code 1; its log ends with: no"
                                + " licence",
                        "3 freeze.given-up: was given up after 3 starts; it is tried every few minutes;"
                                + " no licence",
                        "4 freeze.ended: is stopped with the node");
    }

    @Test
    void aPartThatASignalStoppedIsWrong() throws Exception {
        Process stopped = new ProcessBuilder("sleep", "60").start();
        try {
            new ProcessBuilder("kill", "-STOP", Long.toString(stopped.pid()))
                    .start()
                    .waitFor();
            parts(part(State.UP, stopped.pid(), ""));
            assertThat(codes()).containsExactly("freeze.stopped");
        } finally {
            stopped.destroyForcibly();
        }
    }

    @Test
    void aNodeThatTellsNothingMoreIsDegraded() throws Exception {
        parts(part(State.UP, ProcessHandle.current().pid(), ""));
        Files.setLastModifiedTime(
                cli.layout().parts(), FileTime.from(Instant.now().minusSeconds(60)));
        assertThat(codes()).containsExactly("node.silent");
    }

    @Test
    void partsOfAKilledNodeAreNamed() throws Exception {
        parts(part(State.UP, ProcessHandle.current().pid(), ""));
        Files.delete(cli.layout().state());
        assertThat(wrong()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("node.killed");
            assertThat(finding.sentence())
                    .contains("freeze (process " + ProcessHandle.current().pid() + ")");
        });
    }

    @Test
    void aNodeThatStartsIsDegraded() throws Exception {
        Files.delete(cli.layout().state());
        try (var _ = DataLock.take(cli.layout())) {
            assertThat(codes()).containsExactly("node.starting");
        }
    }
}
