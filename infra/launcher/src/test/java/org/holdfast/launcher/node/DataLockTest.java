package org.holdfast.launcher.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.holdfast.launcher.stub.Cli;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.servers.OwnProcess;
import org.holdfast.servers.ServerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One process at a time may start servers in a data directory. */
class DataLockTest {
    private static final Duration SOON = Duration.ofMinutes(1);

    @TempDir
    Path home;

    private NodeLayout layout() {
        return new NodeLayout(home, home.resolve("node"));
    }

    private InputFault refused() {
        return catchThrowableOfType(InputFaultException.class, () -> DataLock.take(layout()))
                .fault();
    }

    @Test
    void theSecondIsToldWhichProcessHasIt() {
        try (var _ = DataLock.take(layout())) {
            InputFault fault = refused();
            assertThat(fault.code()).isEqualTo("launcher.data.locked");
            assertThat(fault.where()).isEqualTo(layout().data().toString());
            assertThat(fault.got())
                    .startsWith("process " + ProcessHandle.current().pid());
        }
        DataLock.take(layout()).close();
    }

    @Test
    void commandsThatWouldStartServersAreRefusedAndTouchNoProcess() throws Exception {
        Cli cli = Cli.stopped(home);
        Path tracing = Files.createDirectories(cli.layout().service("tracing"));
        OwnProcess server = OwnProcess.start("tracing", List.of("sleep", "60"), tracing, 1);
        try (var _ = DataLock.take(cli.layout())) {
            for (String[] command : List.of(
                    new String[] {"start"},
                    new String[] {"node"},
                    new String[] {"demo"},
                    new String[] {"import", "--chain", "regtest", "a.dat"},
                    new String[] {"follow", "--chain", "regtest", "--node", "http://127.0.0.1:1"})) {
                var refused = cli.run(command);
                assertThat(refused.exit()).as(command[0]).isEqualTo(2);
                assertThat(refused.err() + refused.out()).as(command[0]).contains("launcher.data.locked: ");
            }
            assertThat(server.isAlive()).isTrue();
        } finally {
            server.stop("TERM", SOON);
        }
    }

    @Test
    void anIndexIsNotRebuiltBesideAnotherProcess() {
        Cli cli = Cli.stopped(home);
        try (var _ = DataLock.take(cli.layout())) {
            assertThat(cli.run("reindex").err()).startsWith("launcher.data.locked: ");
        }
        assertThat(cli.run("reindex").exit()).isZero();
    }

    @Test
    void anIndexIsNotRebuiltBelowAServiceThatAKilledNodeLeft() throws Exception {
        Cli cli = Cli.stopped(home);
        Path tracing = Files.createDirectories(cli.layout().service("tracing"));
        OwnProcess left = OwnProcess.start("tracing", List.of("sleep", "60"), tracing, 1);
        try {
            assertThat(cli.run("reindex").err()).startsWith("launcher.index.in-use: ");
        } finally {
            left.stop("TERM", SOON);
        }
    }

    @Test
    void theLockEndsWithItsProcess() throws Exception {
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        home.toString())
                .redirectErrorStream(true)
                .start();
        try (var said = other.inputReader()) {
            assertThat(said.readLine()).isEqualTo("locked");
            assertThat(refused().got()).startsWith("process " + other.pid());
            other.destroyForcibly();
            assertThat(other.waitFor(SOON)).isTrue();
        }
        DataLock.take(layout()).close();
    }

    @Test
    void aRecordOfAnotherProcessWithTheSameNumberIsNoHolder() throws Exception {
        Files.createDirectories(layout().data());
        new ServerRecord(ProcessHandle.current().pid(), Instant.EPOCH, 0).write(layout().process());
        assertThat(DataLock.holder(layout())).isEmpty();
    }

    /** A program that holds the lock until it is killed. */
    static final class Holder {
        private Holder() {}

        public static void main(String[] arguments) throws Exception {
            Path home = Path.of(arguments[0]);
            try (var _ = DataLock.take(new NodeLayout(home, home.resolve("node")))) {
                System.out.println("locked");
                Thread.currentThread().join();
            }
        }
    }
}
