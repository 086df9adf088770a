package org.holdfast.launcher.command.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.holdfast.launcher.Holdfast;
import org.holdfast.launcher.command.CommandContext;
import org.holdfast.launcher.command.Terminal;
import org.holdfast.launcher.node.NodeLayout;
import org.holdfast.launcher.node.NodeState;
import org.holdfast.primitives.ChainId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReindexCommandTest {
    @TempDir
    Path data;

    @Test
    void removesTheFilesOfOneChainAndLeavesTheOther() throws Exception {
        Path regtest = index(ChainId.BITCOIN_REGTEST);
        Path mainnet = index(ChainId.BITCOIN_MAINNET);
        assertThat(run("--chain", "regtest")).isZero();
        assertThat(regtest).isEmptyDirectory();
        assertThat(mainnet).isNotEmptyDirectory();
        assertThat(run()).isZero();
        assertThat(mainnet).isEmptyDirectory();
    }

    @Test
    void touchesNothingWhileTheNodeRuns() throws Exception {
        Path regtest = index(ChainId.BITCOIN_REGTEST);
        ProcessHandle self = ProcessHandle.current();
        Instant started = self.info().startInstant().orElseThrow();
        new NodeState(self.pid(), started, 1, 1, 1, 1).write(new NodeLayout(data, data));
        assertThat(run()).isEqualTo(CommandContext.BAD_INPUT);
        assertThat(regtest).isNotEmptyDirectory();
    }

    @Test
    void readsNoFilesWhileTheNodeRuns() throws Exception {
        Path regtest = index(ChainId.BITCOIN_REGTEST);
        ProcessHandle self = ProcessHandle.current();
        Instant started = self.info().startInstant().orElseThrow();
        new NodeState(self.pid(), started, 1, 1, 1, 1).write(new NodeLayout(data, data));
        assertThat(run("--chain", "regtest", "--from", data.toString())).isEqualTo(CommandContext.BAD_INPUT);
        assertThat(regtest.resolve("index.mark")).hasContent("x");
    }

    @Test
    void removesWhatStandsBesideAnIndexToo() throws Exception {
        Path regtest = index(ChainId.BITCOIN_REGTEST);
        for (String end : new String[] {".new", ".old"}) {
            Path beside = Files.createDirectories(regtest.resolveSibling(regtest.getFileName() + end));
            Files.writeString(beside.resolve("index.mark"), "x");
        }
        assertThat(run("--chain", "regtest")).isZero();
        assertThat(regtest).isEmptyDirectory();
        assertThat(regtest.resolveSibling(regtest.getFileName() + ".new")).doesNotExist();
        assertThat(regtest.resolveSibling(regtest.getFileName() + ".old")).doesNotExist();
    }

    private Path index(ChainId chain) throws Exception {
        Path folder = Files.createDirectories(new NodeLayout(data, data).index().resolve(chain.namePart()));
        Files.writeString(folder.resolve("index.mark"), "x");
        return folder;
    }

    private int run(String... more) {
        String[] arguments = new String[more.length + 2];
        arguments[0] = "reindex";
        arguments[1] = "--data=" + data;
        System.arraycopy(more, 0, arguments, 2, more.length);
        return Holdfast.commandLine(Terminal.system()).execute(arguments);
    }
}
