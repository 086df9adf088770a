package org.holdfast.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.holdfast.launcher.command.Terminal;
import org.holdfast.launcher.node.NodeStarter;
import org.holdfast.launcher.stub.Cli;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What holds for every command: help, refusals in one sentence, exit codes. */
class HoldfastTest {
    @TempDir
    Path home;

    private Cli cli = Cli.stopped(Path.of("."));

    @BeforeEach
    void stopped() {
        cli = Cli.stopped(home);
    }

    @Test
    void helpNamesEveryCommand() {
        var help = cli.runAsIs("help");
        assertThat(help.exit()).isZero();
        for (String command : List.of(
                "demo", "start", "stop", "status", "import", "follow", "trace", "label", "holds", "prove", "approve",
                "keep", "release", "doctor", "reindex", "node", "bench")) {
            assertThat(help.out()).contains("  " + command + " ");
        }
    }

    @Test
    void helpOfACommandNamesItsOptions() {
        var help = cli.runAsIs("help", "trace");
        assertThat(help.exit()).isZero();
        assertThat(help.out()).contains("--policy", "--bounds", "--follow-fees", "--data", "--output");
    }

    @Test
    void aBadArgumentIsOneSentence() {
        for (String[] arguments : List.of(
                new String[] {"frobnicate"},
                new String[] {"import"},
                new String[] {"label", "only-an-address"},
                new String[] {"keep", "h1"},
                new String[] {"release", "h1"},
                new String[] {"trace", "--limit", "hops=many"},
                new String[] {"status", "--nonsense"})) {
            var refused = cli.runAsIs(arguments);
            assertThat(refused.exit()).isEqualTo(2);
            assertThat(refused.out()).isEmpty();
            assertThat(refused.err().strip().lines()).as(refused.err()).hasSize(1);
            assertThat(refused.err()).startsWith("launcher.arguments.wrong: ").endsWith("see ./holdfast help.\n");
        }
    }

    @Test
    void commandsThatNeedANodeSayHowToStartOne() {
        for (String[] arguments : List.of(
                new String[] {"status"},
                new String[] {"holds"},
                new String[] {"approve", "h1"},
                new String[] {"label", "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2", "exchange-a"},
                new String[] {"trace", "ab".repeat(32) + ":0"})) {
            var refused = cli.run(arguments);
            assertThat(refused.exit()).isEqualTo(2);
            assertThat(refused.err())
                    .startsWith("launcher.node.not-running: ")
                    .contains("no such directory", "./holdfast start");
        }
    }

    @Test
    void anUnknownOutputFormIsRefused() {
        var refused = Cli.running(home, 1, 1).run("status", "--output", "xml");
        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err()).startsWith("launcher.output.unknown: ").contains("\"xml\"");
    }

    /** A command with a defect. */
    @CommandLine.Command(name = "broken")
    private static final class Broken implements Callable<Integer> {
        @Override
        public Integer call() {
            throw new IllegalStateException("a defect of the test");
        }
    }

    @Test
    void aDefectHasAnExitCodeOfItsOwn() {
        var err = new ByteArrayOutputStream();
        var terminal = new Terminal(
                new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false);
        int exit =
                Holdfast.commandLine(terminal, home).addSubcommand(new Broken()).execute("broken");
        assertThat(exit).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .startsWith("launcher.defect: ")
                .contains("a defect of the test", "please report it");
    }

    @Test
    void theNodeIsStartedByTheNameOfThisProgram() {
        assertThat(NodeStarter.MAIN_CLASS).isEqualTo(Holdfast.class.getName());
    }
}
