package org.holdfast.launcher.command.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.List;
import org.holdfast.api.health.FollowHealthResponse;
import org.holdfast.launcher.command.check.Finding;
import org.holdfast.launcher.command.check.Severity;
import org.holdfast.launcher.node.FollowedChain;
import org.holdfast.launcher.stub.Answers;
import org.holdfast.primitives.ChainId;
import org.holdfast.servers.PrivateFiles;
import org.holdfast.servers.ServerRecord;
import org.junit.jupiter.api.Test;

/** What the doctor says of followed chains. */
class DoctorChainsTest extends DoctorStates {
    @Test
    void aFollowedChainWithoutAnAdapterIsWrong() {
        FollowedChain.of(cli.layout(), ChainId.BITCOIN_REGTEST).remember(List.of("--chain", "regtest"));
        assertThat(wrong()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("follow.silent");
            assertThat(finding.sentence()).contains("does not run or answer");
        });
        assertThat(report().findings())
                .contains(new Finding("indexed", Severity.WELL, Answers.REGTEST + ": is indexed"));
    }

    @Test
    void anAdapterThatRestsForAnImportIsWellAndSaidToRest() {
        FollowedChain chain = FollowedChain.of(cli.layout(), ChainId.BITCOIN_REGTEST);
        chain.remember(List.of("--chain", "regtest"));
        chain.pause();
        assertThat(report().findings())
                .filteredOn(finding -> finding.code().equals("follow.rests"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.sentence()).contains("imports blocks"));
        chain.resume();
        assertThat(wrong()).extracting(Finding::code).contains("follow.silent");
    }

    @Test
    void anAdapterThatIsDegradedSaysWhy() throws Exception {
        FollowedChain chain = FollowedChain.of(cli.layout(), ChainId.BITCOIN_REGTEST);
        chain.remember(List.of("--chain", "regtest"));
        service.on("GET /actuator/health", 503, Answers.follow("DEGRADED", "at-tip", "header not found"));
        Files.createDirectories(chain.folder());
        var self = ServerRecord.self();
        new ServerRecord(self.pid(), self.startedAt(), service.port())
                .write(chain.folder().resolve(chain.name() + ".process"));
        assertThat(wrong())
                .filteredOn(finding -> finding.code().equals("follow.degraded"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.sentence()).contains("header not found"));
    }

    @Test
    void everyHealthOfAnAdapterIsToldByBothCommandsWithItsExitCode() throws Exception {
        FollowedChain chain = FollowedChain.of(cli.layout(), ChainId.BITCOIN_REGTEST);
        chain.remember(List.of("--chain", "regtest"));
        Files.createDirectories(chain.folder());
        var self = ServerRecord.self();
        new ServerRecord(self.pid(), self.startedAt(), service.port())
                .write(chain.folder().resolve(chain.name() + ".process"));
        PrivateFiles.tighten(cli.layout().data());
        told("UP", FollowHealthResponse.AT_TIP, "", 0);
        told("DEGRADED", FollowHealthResponse.BLOCKS_MISSING, "chain.follow.blocks-missing: 7 to 9", 4);
        told("DEGRADED", FollowHealthResponse.SOURCE_BEHIND, "chain.follow.source-behind: height 3", 4);
        told("DEGRADED", FollowHealthResponse.SOURCE_EMPTY, "chain.follow.source-behind: no block", 4);
        told("DEGRADED", FollowHealthResponse.OTHER_BRANCH, "chain.follow.reorg-too-deep: height 5", 4);
        told("DEGRADED", FollowHealthResponse.OTHER_NETWORK, "bitcoin.node.wrong-network: genesis", 4);
        told("DEGRADED", FollowHealthResponse.STARTING, "bitcoin.node.cookie-unreadable: no file", 4);
        told("DEGRADED", FollowHealthResponse.AT_TIP, "the source has owed an answer for 61 s", 4);
        told("DEGRADED", FollowHealthResponse.PUBLISHING, "the disk of data has 7 MiB", 4);
    }

    private void told(String status, String state, String trouble, int exit) {
        service.on("GET /actuator/health", exit == 0 ? 200 : 503, Answers.follow(status, state, trouble));
        for (String command : new String[] {"doctor", "status"}) {
            var ran = cli.run(command);
            assertThat(ran.exit()).as(command + " " + state).isEqualTo(exit);
            assertThat(ran.lines())
                    .filteredOn(line -> line.startsWith(exit == 0 ? "follow  " : "follow.degraded DEGRADED  "))
                    .singleElement()
                    .satisfies(line -> assertThat(line).contains(state, trouble));
        }
    }

    @Test
    void aFollowedChainWithoutAnIndexIsWrong() {
        FollowedChain.of(cli.layout(), new ChainId(Answers.ETHEREUM)).remember(List.of());
        assertThat(wrong())
                .contains(new Finding(
                        "indexed.not",
                        Severity.FAILED,
                        "eip155:1: is followed but not indexed; see the log of the tracing service"));
    }
}
