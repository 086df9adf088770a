package org.holdfast.launcher.command.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The looks at the machine. */
class MachineLooksTest {
    private static final Path DATA = Path.of("data");

    @Test
    void anotherJdkIsWrong() {
        assertThat(MachineLooks.java(25)).isEqualTo(Finding.well("java", "JDK 25"));
        assertThat(MachineLooks.java(24)).isEqualTo(Finding.failed("java.other", "JDK 24, 25 wanted"));
    }

    @Test
    void aDiskIsWellShortOrLow() {
        long bound = 1L << 30;
        assertThat(MachineLooks.disk(DATA, 2 * bound, bound).severity()).isEqualTo(Severity.WELL);
        assertThat(MachineLooks.disk(DATA, 2 * bound - 2, bound).severity()).isEqualTo(Severity.DEGRADED);
        assertThat(MachineLooks.disk(DATA, bound, bound).severity()).isEqualTo(Severity.DEGRADED);
        assertThat(MachineLooks.disk(DATA, bound - 1, bound))
                .isEqualTo(Finding.failed(
                        "disk.low",
                        "1023 MiB free on the disk of data, less than 1024 MiB: no blocks are published or indexed"
                                + " until there is room"));
    }

    @Test
    void theWorstFindingDecidesTheExitCode() {
        Finding well = Finding.well("a", "");
        Finding degraded = Finding.degraded("b", "");
        Finding failed = Finding.failed("c", "");
        assertThat(NodeReport.of(true, List.of(well), List.of()).exitCode()).isZero();
        assertThat(NodeReport.of(true, List.of(well, degraded), List.of()).exitCode())
                .isEqualTo(4);
        assertThat(NodeReport.of(true, List.of(failed, degraded), List.of()).exitCode())
                .isEqualTo(3);
        assertThat(NodeReport.of(false, List.of(well), List.of()).exitCode()).isEqualTo(2);
    }
}
