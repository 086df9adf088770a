package org.holdfast.primitives.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk with and without room; with a disk of its own where the system allows one. */
class DiskRoomTest {
    private static final int MEBIBYTE = 1 << 20;

    @TempDir
    Path folder;

    @Test
    void aDiskWithRoomHasNoShortage() {
        assertThat(new DiskRoom(folder, 1).shortage()).isEmpty();
        assertThat(DiskRoom.ofProperties().shortage()).as("without a bound").isEmpty();
    }

    @Test
    void aShortageNamesTheDisk() {
        assertThat(new DiskRoom(folder, Long.MAX_VALUE).shortage())
                .hasValueSatisfying(text -> assertThat(text).contains(folder.toString(), " MiB free, less than "));
    }

    @Test
    void aDiskThatCannotBeAskedStopsNothing() {
        assertThat(new DiskRoom(folder.resolve("none"), Long.MAX_VALUE).shortage())
                .isEmpty();
    }

    @Test
    void theShortageComesBeforeTheDiskIsFullAndGoesWithTheFile() throws Exception {
        Path disk = Files.createDirectories(folder.resolve("disk"));
        Assumptions.assumeThat(run("mount", "-t", "tmpfs", "-o", "size=8m", "holdfast-test", disk.toString()))
                .as("SKIPPED: a disk of its own needs the right to mount")
                .isZero();
        try {
            var room = new DiskRoom(disk, 4 * MEBIBYTE);
            assertThat(room.shortage()).isEmpty();
            Path large = Files.write(disk.resolve("large"), new byte[5 * MEBIBYTE]);
            assertThat(room.shortage()).isPresent();
            Files.write(disk.resolve("small"), new byte[MEBIBYTE]);
            Files.delete(large);
            assertThat(room.shortage()).isEmpty();
        } finally {
            run("umount", disk.toString());
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
