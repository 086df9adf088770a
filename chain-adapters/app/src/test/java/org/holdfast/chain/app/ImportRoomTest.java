package org.holdfast.chain.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.Assumptions;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.primitives.disk.DiskRoom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An import on a disk that is short: it waits and says so, continues with room, and ends after its bound. */
class ImportRoomTest {
    private static final int MEBIBYTE = 1 << 20;
    private static final Duration TICK = Duration.ofMillis(10);

    @TempDir
    Path folder;

    private final List<String> notes = new ArrayList<>();

    @Test
    void withRoomNothingIsSaid() {
        new ImportRoom(new DiskRoom(folder, 1), Duration.ZERO, TICK, notes::add).await();
        assertThat(notes).isEmpty();
    }

    @Test
    void aDiskThatStaysShortEndsTheImportAndIsNamed() {
        var room = new ImportRoom(new DiskRoom(folder, Long.MAX_VALUE), Duration.ofMillis(50), TICK, notes::add);
        var fault = catchThrowableOfType(InputFaultException.class, room::await).fault();
        assertThat(fault.code()).isEqualTo("chain.disk.low");
        assertThat(fault.got()).contains(folder.toString());
        assertThat(notes).singleElement().asString().startsWith("waits: the disk of " + folder);
    }

    @Test
    void theImportContinuesWhenThereIsRoom() throws Exception {
        Path disk = Files.createDirectories(folder.resolve("disk"));
        Assumptions.assumeThat(run("mount", "-t", "tmpfs", "-o", "size=8m", "holdfast-test", disk.toString()))
                .as("SKIPPED: a disk of its own needs the right to mount")
                .isZero();
        try {
            Path large = Files.write(disk.resolve("large"), new byte[5 * MEBIBYTE]);
            var room = new ImportRoom(new DiskRoom(disk, 4 * MEBIBYTE), Duration.ofMinutes(1), TICK, note -> {
                notes.add(note);
                delete(large);
            });
            room.await();
            assertThat(notes).hasSize(2).last().isEqualTo("continues: there is room again");
        } finally {
            run("umount", disk.toString());
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
