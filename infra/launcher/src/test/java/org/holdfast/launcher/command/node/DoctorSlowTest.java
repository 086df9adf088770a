package org.holdfast.launcher.command.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.holdfast.launcher.client.ContractJson;
import org.holdfast.launcher.command.check.Finding;
import org.holdfast.launcher.command.check.NodeReport;
import org.holdfast.launcher.node.FollowedChain;
import org.holdfast.launcher.node.NodeState;
import org.holdfast.launcher.node.PartStatus;
import org.holdfast.launcher.node.PartStatus.State;
import org.holdfast.launcher.stub.Cli;
import org.holdfast.primitives.ChainId;
import org.holdfast.servers.PrivateFiles;
import org.holdfast.servers.ServerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every part takes questions and answers none of them: each is slow or silent, by what the node knows of it. */
class DoctorSlowTest extends DoctorStates {
    private static final Duration ANSWER_MAX = Duration.ofSeconds(5);
    private static final long SELF = ProcessHandle.current().pid();
    private static final int DEGRADED = 4;
    private static final int FAILED = 3;
    private static final String FOLLOWER = FollowedChain.of(
                    Cli.stopped(Path.of(".")).layout(), ChainId.BITCOIN_REGTEST)
            .name();

    private ServerSocket hanging;

    @BeforeEach
    void hang() throws Exception {
        hanging = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        int port = hanging.getLocalPort();
        cli = Cli.running(home, port, port);
        ServerRecord self = ServerRecord.self();
        new NodeState(self.pid(), self.startedAt(), port, port, port, port).write(cli.layout());
        FollowedChain chain = FollowedChain.of(cli.layout(), ChainId.BITCOIN_REGTEST);
        chain.remember(List.of());
        Files.createDirectories(chain.folder());
        new ServerRecord(self.pid(), self.startedAt(), port)
                .write(chain.folder().resolve(chain.name() + ".process"));
        PrivateFiles.tighten(cli.layout().data());
    }

    @AfterEach
    void end() throws Exception {
        hanging.close();
    }

    private void told(State state, long pid, int silent) {
        parts(Stream.of("kafka", "postgres", "tracing", FOLLOWER)
                .map(name -> new PartStatus(name, state, pid, 1, "", "2026-01-01T00:00:00Z", silent))
                .toArray(PartStatus[]::new));
    }

    private static String[] codes(String ending) {
        return Stream.of("kafka", "postgres", "tracing", "feeds", "follow")
                .map(name -> name + ending)
                .toArray(String[]::new);
    }

    /** The codes of what is not well; both commands end in time with the exit code. */
    private List<String> codesWith(int exit) {
        long begin = System.nanoTime();
        var doctor = cli.run("doctor", "--output", "json");
        long between = System.nanoTime();
        assertThat(doctor.exit()).isEqualTo(exit);
        assertThat(cli.run("status", "--output", "json").exit()).isEqualTo(exit);
        // The first command of a JVM also loads its classes.
        long faster = Math.min(between - begin, System.nanoTime() - between);
        assertThat(Duration.ofNanos(faster)).isLessThan(ANSWER_MAX);
        NodeReport report = ContractJson.read(doctor.out(), NodeReport.class);
        return report.findings().stream()
                .filter(one -> !one.isWell())
                .map(Finding::code)
                .toList();
    }

    @Test
    void aPartThatAnsweredTheNodeIsSlow() {
        told(State.UP, SELF, 0);
        assertThat(codesWith(DEGRADED)).containsExactlyInAnyOrder(codes(".slow"));
    }

    @Test
    void aPartThatDidNotAnswerTheNodeEitherIsSilent() {
        told(State.UP, SELF, 1);
        assertThat(codesWith(FAILED)).containsExactlyInAnyOrder(codes(".silent"));
    }

    @Test
    void aPartThatIsNotUpIsSilent() {
        told(State.STARTING, SELF, 0);
        assertThat(codesWith(FAILED)).contains(codes(".silent"));
    }

    @Test
    void aPartWhoseProcessEndedIsSilentAndDown() {
        told(State.UP, 0, 0);
        assertThat(codesWith(FAILED)).contains(codes(".silent")).contains(FOLLOWER + ".down", "tracing.down");
    }

    @Test
    void whatTheNodeToldLongAgoCountsForNothing() throws Exception {
        told(State.UP, SELF, 0);
        Files.setLastModifiedTime(
                cli.layout().parts(), FileTime.from(Instant.now().minusSeconds(60)));
        assertThat(codesWith(FAILED)).contains("node.silent").contains(codes(".silent"));
    }
}
