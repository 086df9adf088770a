package org.holdfast.kit.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import org.holdfast.kit.digest.Digests;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.testkit.MovableClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessFileTest {
    @TempDir
    private Path folder;

    private final MovableClock clock = new MovableClock(Instant.EPOCH);

    @Test
    void aChangeTakesEffectWithinItsBound() throws Exception {
        Path path = written("one");
        var file = new AccessFile(path, clock);
        Files.writeString(path, line("two"));
        clock.advance(AccessFile.REREAD_AFTER.minusNanos(1));
        assertThat(file.caller("one")).isPresent();
        clock.advance(Duration.ofNanos(1));
        assertThat(file.caller("one")).isEmpty();
        assertThat(file.caller("two")).isPresent();
    }

    @Test
    void aMissingOrHugeFileKeepsTheLastGoodList() throws Exception {
        Path path = written("one");
        var file = new AccessFile(path, clock);
        Files.delete(path);
        clock.advance(AccessFile.REREAD_AFTER);
        assertThat(file.fault().orElseThrow().code()).isEqualTo("service.access-file.unreadable");
        assertThat(file.caller("one")).isPresent();
        Files.writeString(path, "#".repeat(1_000_001));
        clock.advance(AccessFile.REREAD_AFTER);
        assertThat(file.fault().orElseThrow().got()).isEqualTo("more");
        Files.writeString(path, line("one"));
        clock.advance(AccessFile.REREAD_AFTER);
        assertThat(file.fault()).isEmpty();
    }

    @Test
    void aServiceDoesNotStartOnADefectiveFile() {
        assertThatThrownBy(() -> new AccessFile(folder.resolve("none"), clock))
                .isInstanceOf(InputFaultException.class)
                .hasMessageContaining("service.access-file.unreadable");
    }

    @Test
    void aMalformedLineStopsTheStartAndIsNamedWithItsFile() throws Exception {
        Path path = written("one");
        Files.writeString(path, "\nofficer o-2\n", StandardOpenOption.APPEND);
        String place = path + ", line 3";
        assertThatThrownBy(() -> new AccessFile(path, clock))
                .isInstanceOf(InputFaultException.class)
                .hasMessageContaining("service.access-file.malformed")
                .hasMessageContaining(place);
    }

    @Test
    void aRunningServiceKeepsTheLastGoodListAndNamesTheLine() throws Exception {
        Path path = written("one");
        var file = new AccessFile(path, clock);
        for (String line : new String[] {"nonsense", Digests.sha256("two") + " officer not/an/id auditor"}) {
            Files.writeString(path, line("three") + line + "\n");
            clock.advance(AccessFile.REREAD_AFTER);
            InputFault fault = file.fault().orElseThrow();
            assertThat(fault.code()).isEqualTo("service.access-file.malformed");
            assertThat(fault.where()).isEqualTo(path + ", line 2");
            assertThat(fault.remedy()).isEqualTo("correct the file; a running service keeps the last good list");
            assertThat(file.caller("one")).isPresent();
            assertThat(file.caller("three")).isEmpty();
        }
    }

    private Path written(String token) throws Exception {
        return Files.writeString(folder.resolve("access"), line(token));
    }

    private static String line(String token) {
        return Digests.sha256(token) + " officer o-1 auditor\n";
    }
}
