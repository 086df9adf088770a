package org.holdfast.launcher.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.holdfast.launcher.node.NodeLayout;
import org.holdfast.launcher.node.PartStatus.State;
import org.holdfast.launcher.stub.Answers;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long a command waits for a service, by what the node tells of it. */
class RestartWaitTest {
    private static final Duration LONG = RestartWait.RESTART_MAX;

    @TempDir
    private Path home;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    private RestartWait in(State state, String cause) throws Exception {
        var layout = new NodeLayout(home, Files.createDirectories(home.resolve("node")));
        Answers.part(state, cause).write(layout, Instant.now());
        return wait(layout);
    }

    private RestartWait wait(NodeLayout layout) {
        var err = new PrintStream(said, true, StandardCharsets.UTF_8);
        return new RestartWait(layout, "tracing", new Terminal(err, err, false));
    }

    private static String end(RestartWait wait, Duration silent) {
        var noAnswer = new InputFaultException(new InputFault("a.code", "what", "where", "JSON", "nothing", "look"));
        return catchThrowableOfType(InputFaultException.class, () -> wait.pause(noAnswer, silent))
                .fault()
                .got();
    }

    @Test
    void aPartThatComesBackIsAwaitedWithOneWordAndABound() throws Exception {
        var noAnswer = new InputFaultException(new InputFault("a.code", "what", "where", "JSON", "nothing", "look"));
        for (State state : new State[] {State.UP, State.STARTING, State.WAITING, State.BLOCKED}) {
            said.reset();
            RestartWait wait = in(state, "exit code 1");
            wait.pause(noAnswer, Duration.ZERO);
            wait.pause(noAnswer, LONG.minusNanos(1));
            assertThat(said.toString(StandardCharsets.UTF_8))
                    .isEqualTo("tracing does not answer; its start is awaited, 120 s at most\n");
            assertThat(end(wait, LONG)).isEqualTo("nothing; none within 120 s: exit code 1");
        }
    }

    @Test
    void aPartThatDoesNotComeBackIsNotAwaited() throws Exception {
        assertThat(end(in(State.GIVEN_UP, "no licence"), Duration.ZERO))
                .isEqualTo("nothing; tracing was given up after 3 starts: no licence");
        assertThat(end(in(State.STOPPED, ""), Duration.ZERO)).isEqualTo("nothing; the node stops");
        var stopped = new NodeLayout(home, home.resolve("stopped"));
        assertThat(end(wait(stopped), Duration.ZERO)).isEqualTo("nothing; the node has no part tracing");
        assertThat(said.size()).isZero();
    }
}
