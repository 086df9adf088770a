package org.holdfast.launcher.node.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
    @TempDir
    Path folder;

    private final List<String> notes = new ArrayList<>();

    private static void set(Path path, String rights) throws Exception {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(rights));
    }

    private static String rights(Path path) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private InputFault refused(Path data) {
        return catchThrowableOfType(InputFaultException.class, () -> DataDirectory.prepare(data, notes::add))
                .fault();
    }

    @Test
    void aNewDirectoryIsForItsOwnerOnly() throws Exception {
        Path data = folder.resolve("new/node");
        DataDirectory.prepare(data, notes::add);
        assertThat(rights(data)).isEqualTo("rwx------");
        assertThat(data).isEmptyDirectory();
        assertThat(notes).isEmpty();
    }

    @Test
    void theDirectoryOfAnOlderVersionIsClosedToOthersAndThatIsSaid() throws Exception {
        Path log = Files.createDirectories(folder.resolve("kafka/log"));
        Path segment = Files.writeString(log.resolve("0.log"), "facts");
        Files.writeString(folder.resolve("ports.properties"), "kafka=1\n");
        set(folder, "rwxr-xr-x");
        set(log, "rwxr-xr-x");
        set(segment, "rw-r--r--");
        DataDirectory.prepare(folder, notes::add);
        assertThat(rights(folder)).isEqualTo("rwx------");
        assertThat(rights(log)).isEqualTo("rwx------");
        assertThat(rights(segment)).isEqualTo("rw-------");
        assertThat(notes).singleElement().asString().contains("had rights to", folder.toString());
        DataDirectory.prepare(folder, notes::add);
        assertThat(notes).hasSize(1);
    }

    @Test
    void aDirectoryOfSomethingElseIsLeftAlone() throws Exception {
        Path other = Files.createFile(folder.resolve("thesis.txt"));
        set(folder, "rwxr-xr-x");
        set(other, "rw-r--r--");
        InputFault fault = refused(folder);
        assertThat(fault.code()).isEqualTo("launcher.data.foreign");
        assertThat(fault.got()).contains("thesis.txt");
        assertThat(rights(folder)).isEqualTo("rwxr-xr-x");
        assertThat(rights(other)).isEqualTo("rw-r--r--");
    }

    @Test
    void theRootOfANewFileSystemIsEmpty() throws Exception {
        Files.createDirectory(folder.resolve("lost+found"));
        DataDirectory.prepare(folder, notes::add);
        assertThat(rights(folder)).isEqualTo("rwx------");
    }

    @Test
    void aFileInPlaceOfTheDirectoryIsNamed() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        assertThat(refused(file.resolve("node")).code()).isEqualTo("launcher.data.not-writable");
    }

    @Test
    void aPathThatIsNotReadAsItWasTypedIsRefused() {
        InputFault fault = refused(folder.resolve("G\uFFFDn\uFFFDl"));
        assertThat(fault.code()).isEqualTo("launcher.data.not-utf-8");
        assertThat(folder).isEmptyDirectory();
    }
}
