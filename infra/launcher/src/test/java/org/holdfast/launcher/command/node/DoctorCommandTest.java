package org.holdfast.launcher.command.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.holdfast.launcher.command.check.Finding;
import org.holdfast.launcher.command.check.Severity;
import org.holdfast.launcher.stub.Answers;
import org.holdfast.launcher.stub.Cli;
import org.holdfast.servers.PrivateFiles;
import org.junit.jupiter.api.Test;

/** What the doctor says of the machine and of a node as a whole. */
class DoctorCommandTest extends DoctorStates {
    @Test
    void aNodeInOrderIsWell() {
        var doctor = cli.run("doctor");
        assertThat(doctor.exit()).as(doctor.out()).isZero();
        assertThat(doctor.lines().getLast()).isEqualTo("all is well");
        assertThat(doctor.lines())
                .contains(
                        "java       JDK 25",
                        "kafka      answers",
                        "tracing    UP",
                        "feeds      every block feed reads",
                        "lag        " + Answers.REGTEST + ": the index has the last published block")
                .noneMatch(line -> line.contains("FAILED") || line.contains("DEGRADED"));
    }

    @Test
    void theChecksAreListedForAProgramToo() {
        assertThat(report().findings())
                .extracting(Finding::code)
                .containsExactly(
                        "java",
                        "parts",
                        "disk",
                        "files",
                        "node",
                        "kafka",
                        "postgres",
                        "tracing",
                        "feeds",
                        "index",
                        "lag");
        assertThat(report().severity()).isEqualTo(Severity.WELL);
    }

    @Test
    void whereNoNodeRunsBothCommandsSaySo() {
        String none = home.resolve("none").toString();
        var doctor = Cli.stopped(home).run("doctor", "--data", none);
        assertThat(doctor.exit()).as(doctor.out()).isEqualTo(2);
        assertThat(doctor.out()).contains("not running; ./holdfast start starts it");
        assertThat(doctor.lines().getLast()).isEqualTo("no node runs here");
        assertThat(Cli.stopped(home).run("status", "--data", none).exit()).isEqualTo(2);
    }

    @Test
    void filesThatAreOpenToOtherUsersAreDegraded() throws Exception {
        Path log = Files.writeString(cli.layout().data().resolve("node.log"), "");
        Files.setPosixFilePermissions(log, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(wrong()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("files.open");
            assertThat(finding.sentence()).contains("1 files or directories", "node.log");
        });
    }

    @Test
    void aDiskBelowTheBoundOfTheNodeIsWrong() throws Exception {
        PrivateFiles.write(cli.layout().settings(), "disk.least-free=" + Long.MAX_VALUE + "\n");
        assertThat(wrong()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("disk.low");
            assertThat(finding.sentence()).contains(cli.layout().data().toString());
        });
        long free = Files.getFileStore(home).getUsableSpace();
        PrivateFiles.write(cli.layout().settings(), "disk.least-free=" + free / 4 * 3 + "\n");
        assertThat(codes()).containsExactly("disk.short");
        PrivateFiles.write(cli.layout().settings(), "disk.least-free=much\n");
        assertThat(wrong())
                .singleElement()
                .satisfies(finding -> assertThat(finding.sentence()).startsWith("launcher.settings.malformed: "));
    }

    @Test
    void theCoordinatorIsCheckedIfTheTreeHasOne() throws Exception {
        Path module = Files.createDirectories(home.resolve("freeze-coordinator/app"));
        Files.createFile(module.resolve("pom.xml"));
        Path target = Files.createDirectories(module.resolve("target"));
        assertThat(wrong()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("parts");
            assertThat(finding.sentence()).startsWith("launcher.module.not-built: ");
        });
        Files.createFile(target.resolve("holdfast-freeze-app-1.jar"));
        assertThat(report().findings())
                .contains(
                        new Finding("parts", Severity.WELL, "1 parts built"),
                        new Finding("freeze", Severity.WELL, "UP"));
    }

    @Test
    void aMalformedFileOfTokensIsNamedWithItsLine() throws Exception {
        PrivateFiles.write(cli.layout().tokens(), "no token\n");
        assertThat(wrong()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("tokens");
            assertThat(finding.sentence())
                    .startsWith("launcher.tokens.unusable: ")
                    .contains(cli.layout().tokens() + ", line 1");
        });
    }
}
