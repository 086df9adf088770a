package org.holdfast.launcher.command.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.holdfast.api.program.RebuildReport;
import org.holdfast.launcher.client.ContractJson;
import org.holdfast.launcher.stub.Answers;
import org.holdfast.launcher.stub.Cli;
import org.holdfast.launcher.stub.StubTree;
import org.holdfast.primitives.ChainId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReindexCommandTest {
    @TempDir
    Path home;

    private Cli cli = Cli.stopped(Path.of("."));

    @BeforeEach
    void stopped() {
        cli = Cli.stopped(home);
    }

    private Path index(ChainId chain) throws Exception {
        Path folder = Files.createDirectories(cli.layout().index().resolve(chain.namePart()));
        Files.writeString(folder.resolve("index.mark"), "x");
        return folder;
    }

    @Test
    void emptiesTheIndexOfOneChainAndKeepsTheOthers() throws Exception {
        Path regtest = index(ChainId.BITCOIN_REGTEST);
        Path mainnet = index(ChainId.BITCOIN_MAINNET);
        var reindexed = cli.run("reindex", "--chain", "regtest");
        assertThat(reindexed.exit()).isZero();
        assertThat(reindexed.lines())
                .containsExactly(ChainId.BITCOIN_REGTEST.namePart()
                        + ": 1 files removed; the next start rebuilds the index from the topic");
        assertThat(regtest).isEmptyDirectory();
        assertThat(mainnet.resolve("index.mark")).exists();
    }

    @Test
    void emptiesEveryIndexWithoutAChain() throws Exception {
        Path regtest = index(ChainId.BITCOIN_REGTEST);
        Path mainnet = index(ChainId.BITCOIN_MAINNET);
        assertThat(cli.run("reindex").lines()).hasSize(2);
        assertThat(regtest).isEmptyDirectory();
        assertThat(mainnet).isEmptyDirectory();
    }

    @Test
    void saysThatThereIsNoIndex() {
        assertThat(cli.run("reindex").lines()).containsExactly("there is no index here");
        assertThat(cli.run("reindex", "--chain", "signet").lines()).containsExactly("there is no index here");
    }

    @Test
    void touchesNothingWhileTheNodeRuns() throws Exception {
        Path regtest = index(ChainId.BITCOIN_REGTEST);
        Cli running = Cli.running(home, 1, 1);
        for (String[] arguments :
                new String[][] {{"reindex"}, {"reindex", "--chain", "regtest", "--from", home.toString()}}) {
            var refused = running.run(arguments);
            assertThat(refused.exit()).isEqualTo(2);
            assertThat(refused.err()).startsWith("launcher.index.in-use: ").contains("./holdfast stop");
        }
        assertThat(regtest.resolve("index.mark")).hasContent("x");
    }

    @Test
    void removesTheFoldersOfAReplacementThatWasNotFinished() throws Exception {
        Path regtest = index(ChainId.BITCOIN_REGTEST);
        for (String end : new String[] {".new", ".old"}) {
            Path other = Files.createDirectories(regtest.resolveSibling(regtest.getFileName() + end));
            Files.writeString(other.resolve("index.mark"), "x");
        }
        assertThat(cli.run("reindex", "--chain", "regtest").exit()).isZero();
        assertThat(regtest).isEmptyDirectory();
        assertThat(regtest.resolveSibling(regtest.getFileName() + ".new")).doesNotExist();
        assertThat(regtest.resolveSibling(regtest.getFileName() + ".old")).doesNotExist();
    }

    @Test
    void fromFilesTheAdapterReadsAndTheRebuildProgramIndexes() throws Exception {
        var report = new RebuildReport(Answers.REGTEST, 3, 30, 60, 2, Answers.tx("aa"));
        var tree = StubTree.build(home)
                .script("stream", 0, "the records")
                .script("rebuild", 0, ContractJson.write(report));
        var done = cli.run("reindex", "--chain", "regtest", "--from", "a.dat");
        assertThat(done.exit()).as(done.err()).isZero();
        assertThat(done.lines())
                .containsExactly("indexed from files: 3 blocks, 30 transactions, 60 outputs, up to height 2, block "
                        + Answers.tx("aa"));
        assertThat(tree.asked("stream")).isEqualTo("stream --chain " + Answers.REGTEST + " -- a.dat");
        assertThat(tree.asked("rebuild"))
                .isEqualTo(Answers.REGTEST + " " + cli.layout().index());
        assertThat(tree.asked("records")).isEqualTo("the records\n");
        var json = cli.run("reindex", "--chain", "regtest", "--output", "json", "--from", "a.dat");
        assertThat(ContractJson.read(json.out(), RebuildReport.class)).isEqualTo(report);
    }

    @Test
    void heightsThatTheOperatorKnowsAreHandedOnWithFilesOnly() throws Exception {
        var tree = StubTree.build(home).script("stream", 2, "").script("rebuild", 4, "");
        String block = "7:" + Answers.tx("ab");
        cli.run("reindex", "--chain", "regtest", "--height", "3", "--checkpoint", block, "--from", "a.dat");
        assertThat(tree.asked("stream"))
                .isEqualTo("stream --chain " + Answers.REGTEST + " --height 3 --checkpoint " + block + " -- a.dat");
        Path regtest = index(ChainId.BITCOIN_REGTEST);
        for (String[] options : new String[][] {{"--height", "3"}, {"--checkpoint", block}}) {
            var refused = cli.run("reindex", options[0], options[1]);
            assertThat(refused.exit()).isEqualTo(2);
            assertThat(refused.err()).startsWith("launcher.arguments.wrong: ").contains("--from");
        }
        assertThat(regtest.resolve("index.mark")).hasContent("x");
    }

    @Test
    void fromFilesTheExitCodeIsThatOfThePartWithTheMessage() throws Exception {
        var tree = StubTree.build(home).script("stream", 2, "").script("rebuild", 4, "");
        assertThat(cli.run("reindex", "--chain", "regtest", "--from", "a.dat").exit())
                .isEqualTo(2);
        tree.script("stream", 5, "").script("rebuild", 1, "");
        assertThat(cli.run("reindex", "--chain", "regtest", "--from", "a.dat").exit())
                .isEqualTo(1);
    }

    @Test
    void fromFilesASilentEndIsAFaultOfTheLauncher() throws Exception {
        StubTree.build(home).script("stream", 137, "").script("rebuild", 4, "");
        var killed = cli.run("reindex", "--chain", "regtest", "--from", "a.dat");
        assertThat(killed.exit()).isEqualTo(2);
        assertThat(killed.err()).startsWith("launcher.index.not-rebuilt: ").contains("137 and 4");
    }
}
