package org.holdfast.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateFilesTest {
    @TempDir
    Path folder;

    private static String rights(Path path) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static void set(Path path, String rights) throws Exception {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(rights));
    }

    @Test
    void aFileIsPrivateAlsoWhereItReplacesAnOpenOne() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "old");
        set(file, "rw-rw-rw-");
        Path ofACrash = Files.writeString(folder.resolve("file.partial"), "torn");
        PrivateFiles.write(file, "new");
        assertThat(rights(file)).isEqualTo("rw-------");
        assertThat(file).hasContent("new");
        assertThat(ofACrash).doesNotExist();
    }

    @Test
    void aSecretIsMadeOnce() throws Exception {
        Path file = folder.resolve("deep/secret");
        assertThat(PrivateFiles.secret(file, () -> "first")).isEqualTo("first");
        assertThat(PrivateFiles.secret(file, () -> "second")).isEqualTo("first");
        assertThat(rights(file)).isEqualTo("rw-------");
    }

    @Test
    void whatIsOpenToOthersIsFoundAndClosed() throws Exception {
        set(folder, "rwx------");
        Path open = Files.createDirectory(folder.resolve("open"));
        set(open, "rwxr-xr-x");
        Path program = Files.createFile(open.resolve("program"));
        set(program, "rwxr-x--x");
        Path closed = Files.createFile(open.resolve("closed"));
        set(closed, "r--------");
        Path elsewhere = Files.createTempFile("elsewhere", "");
        set(elsewhere, "rw-r--r--");
        Files.createSymbolicLink(folder.resolve("link"), elsewhere);
        assertThat(PrivateFiles.tooWide(folder)).containsExactlyInAnyOrder(open, program);
        assertThat(PrivateFiles.tighten(folder)).isEqualTo(2);
        assertThat(PrivateFiles.tooWide(folder)).isEmpty();
        assertThat(rights(open)).isEqualTo("rwx------");
        assertThat(rights(program)).isEqualTo("rwx------");
        assertThat(rights(closed)).isEqualTo("r--------");
        assertThat(rights(elsewhere)).as("the target of a link").isEqualTo("rw-r--r--");
        Files.delete(elsewhere);
        assertThat(PrivateFiles.tighten(folder)).isZero();
    }

    @Test
    void aCommandMakesPrivateFilesAndKeepsItsArgumentsAndItsProcessId() throws Exception {
        Path made = folder.resolve("made");
        Process process = new ProcessBuilder(
                        PrivateFiles.command(List.of("sh", "-c", "echo $$ \"$1\" > \"$0\"", made.toString(), "a  b")))
                .start();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(made).hasContent(process.pid() + " a  b\n");
        assertThat(rights(made)).isEqualTo("rw-------");
    }
}
