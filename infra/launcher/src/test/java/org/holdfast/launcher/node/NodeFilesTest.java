package org.holdfast.launcher.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.File;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.holdfast.launcher.stub.Cli;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.servers.OwnProcess;
import org.holdfast.servers.ServerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ports, state, layout and jars of a node. */
class NodeFilesTest {
    private static final NodePorts ANY = new NodePorts(0, 0, 0, 0);

    @TempDir
    Path home;

    private NodeLayout layout = new NodeLayout(Path.of("."), Path.of("."));

    @BeforeEach
    void makeData() throws Exception {
        layout = new NodeLayout(home, Files.createDirectories(home.resolve("node")));
    }

    @Test
    void everythingOfANodeIsBelowItsDataDirectory() {
        assertThat(List.of(
                        layout.postgres(),
                        layout.kafka(),
                        layout.service("x"),
                        layout.index(),
                        layout.follow(),
                        layout.demo(),
                        layout.tokens(),
                        layout.accepted(),
                        layout.state(),
                        layout.ports(),
                        layout.lock(),
                        layout.process(),
                        layout.parts(),
                        layout.settings(),
                        layout.log()))
                .doesNotHaveDuplicates()
                .allMatch(path -> path.startsWith(layout.data()));
    }

    @Test
    void freePortsAreDifferentAndRemembered() {
        NodePorts first = NodePorts.choose(layout, ANY);
        assertThat(Set.of(first.kafka(), first.postgres(), first.tracing(), first.freeze()))
                .hasSize(4)
                .allMatch(port -> port > 0);
        assertThat(NodePorts.choose(layout, ANY)).isEqualTo(first);
    }

    @Test
    void aChosenPortIsUsedAndATakenOneRefused() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var asked = new NodePorts(0, 0, taken.getLocalPort(), 0);
            assertThat(catchThrowableOfType(InputFaultException.class, () -> NodePorts.choose(layout, asked))
                            .fault()
                            .code())
                    .isEqualTo("launcher.port.taken");
        }
        int port;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        assertThat(NodePorts.choose(layout, new NodePorts(port, 0, 0, 0)).kafka())
                .isEqualTo(port);
    }

    @Test
    void aPortOfTheLastStartThatAnotherProgramHasTakenIsRefusedAndNotReplaced() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Files.writeString(layout.ports(), "tracing=" + taken.getLocalPort() + "\n");
            var fault = catchThrowableOfType(InputFaultException.class, () -> NodePorts.choose(layout, ANY))
                    .fault();
            assertThat(fault.code()).isEqualTo("launcher.port.taken");
            assertThat(fault.where()).isEqualTo("tracing");
            assertThat(fault.expected()).contains(Integer.toString(taken.getLocalPort()));
            assertThat(fault.remedy()).contains("--tracing-port");
        }
    }

    @Test
    void aPortOfTheLastStartThatALeftServiceServesStays() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            Files.writeString(layout.ports(), "tracing=" + port + "\n");
            Files.createDirectories(layout.service("tracing"));
            ServerRecord self = ServerRecord.self();
            new ServerRecord(self.pid(), self.startedAt(), port)
                    .write(OwnProcess.recordFile(layout.service("tracing"), "tracing"));
            assertThat(NodePorts.choose(layout, ANY).tracing()).isEqualTo(port);
        }
    }

    @Test
    void theStateOfARunningNodeIsFoundAgain() {
        NodeState state = Cli.self(8080, 8081);
        state.write(layout);
        assertThat(NodeState.running(layout)).contains(state);
        assertThat(state.kafka()).isEqualTo(Cli.server());
        assertThat(state.tracing()).isEqualTo("http://127.0.0.1:8080");
        assertThat(state.freeze()).isEqualTo("http://127.0.0.1:8081");
        assertThat(layout.state().resolveSibling("holdfast.ports.partial")).doesNotExist();
    }

    @Test
    void aStateOfAKilledNodeDoesNotCount() {
        // The same process id with another start time belongs to another process.
        NodeState self = Cli.self(1, 1);
        new NodeState(self.pid(), Instant.EPOCH, 1, 1, 1, 1).write(layout);
        assertThat(NodeState.running(layout)).isEmpty();
    }

    @Test
    void aTornOrMissingStateDoesNotCount() throws Exception {
        assertThat(NodeState.running(layout)).isEmpty();
        Files.writeString(layout.state(), "pid=12\nstartedAt=yester");
        assertThat(NodeState.running(layout)).isEmpty();
        Files.writeString(layout.state(), "");
        assertThat(NodeState.running(layout)).isEmpty();
    }

    @Test
    void aFollowedChainKnowsItsChain() {
        for (String id : List.of(ChainId.BITCOIN_REGTEST.text(), "eip155:1")) {
            assertThat(FollowedChain.of(layout, new ChainId(id)).chain()).isEqualTo(new ChainId(id));
        }
    }

    @Test
    void aModuleRunsFromItsJarWithItsLibraries() throws Exception {
        Path target = Files.createDirectories(home.resolve("infra/bench/target"));
        for (String name : List.of(
                "holdfast-bench-1-tests.jar", "holdfast-bench-1-sources.jar", "other-1.jar", "holdfast-bench-1.txt")) {
            Files.createFile(target.resolve(name));
        }
        assertThat(catchThrowableOfType(InputFaultException.class, () -> Module.BENCH.javaCommand(home))
                        .fault()
                        .code())
                .isEqualTo("launcher.module.not-built");
        Path jar = Files.createFile(target.resolve("holdfast-bench-1.jar"));
        assertThat(Module.BENCH.javaCommand(home))
                .contains("-Xmx1024m")
                .endsWith("-cp", jar + File.pathSeparator + target.resolve("lib") + "/*");
    }

    @Test
    void aModuleIsPartOfATreeThatHasItsPom() throws Exception {
        assertThat(Module.FREEZE.isPartOf(home)).isFalse();
        Files.createFile(
                Files.createDirectories(home.resolve("freeze-coordinator/app")).resolve("pom.xml"));
        assertThat(Module.FREEZE.isPartOf(home)).isTrue();
    }
}
