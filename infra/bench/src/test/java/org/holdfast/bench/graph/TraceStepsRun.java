package org.holdfast.bench.graph;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Starts JMH. No build runs it, since its name is not that of a test; {@code docs/benchmarks.md} has the command. */
class TraceStepsRun {
    /** Each policy and pro rata on the grid, for a trace and for the bare search. */
    private static final int RESULTS = 16;

    @Test
    void measures() throws RunnerException {
        var options = new OptionsBuilder()
                .include(TraceSteps.class.getSimpleName())
                .jvmArgsAppend("--enable-native-access=ALL-UNNAMED")
                .build();
        assertThat(new Runner(options).run()).hasSize(RESULTS);
    }
}
