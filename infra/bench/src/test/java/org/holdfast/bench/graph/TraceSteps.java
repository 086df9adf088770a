package org.holdfast.bench.graph;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.Outpoint;
import org.holdfast.tracing.output.graph.GraphSnapshot;
import org.holdfast.tracing.output.question.OutputLimits;
import org.holdfast.tracing.output.trace.TraceOutcome;
import org.holdfast.tracing.output.trace.TraceSpec;
import org.holdfast.tracing.output.trace.Tracer;
import org.holdfast.tracing.question.Attributions;
import org.holdfast.tracing.question.Policy;
import org.holdfast.tracing.store.graph.MappedGraphStore;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * JMH: one trace under each policy, and what the index alone takes for it, on a chain of which everything lies in
 * caches. Not run by the build; {@code docs/benchmarks.md} has the command.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class TraceSteps {
    private static final ChainId CHAIN = ChainId.BITCOIN_REGTEST;
    private static final long TRANSACTIONS = 50_000;
    private static final long SEED = 7;
    private static final long VISITS_MAX = 2_000;

    /** A word of {@link Policy}; with {@code grid-} before it, pro rata without its attempt in rationals. */
    @Param({"fifo", "lifo", "pro-rata", "grid-pro-rata", "dirty-first", "lowest-balance", "highest-out", "poison"})
    public String policy = "";

    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private MappedGraphStore store;

    @SuppressWarnings("NullAway.Init")
    private GraphSnapshot graph;

    @SuppressWarnings("NullAway.Init")
    private TraceSpec spec;

    /** Loads the chain. */
    @Setup(Level.Trial)
    public void load() throws IOException {
        folder = Files.createTempDirectory("trace-steps-");
        store = MappedGraphStore.open(folder, CHAIN);
        var chain = new PowerLawChain(SEED, TRANSACTIONS);
        for (long block = 1; chain.hasNext(); block++) {
            store.append(chain.next(), block);
        }
        graph = store.snapshot();
        boolean grid = policy.startsWith("grid-");
        OutputLimits limits = OutputLimits.DEFAULT.withTransactions(VISITS_MAX);
        spec = new TraceSpec(
                CHAIN,
                List.of(new Outpoint(chain.id(TRANSACTIONS / 20), 0)),
                List.of(Policy.parse(grid ? policy.substring("grid-".length()) : policy)),
                grid ? limits.withDenominatorBits(1) : limits);
    }

    /** Removes it. */
    @TearDown(Level.Trial)
    public void remove() throws IOException {
        graph.close();
        store.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** One trace to its sealed result. */
    @Benchmark
    public TraceOutcome trace() {
        return Tracer.trace(spec, graph, Attributions.NONE);
    }

    /** What poison visits, without amounts and ends; the same for every policy. */
    @Benchmark
    public long reach() {
        long position = graph.resolve(List.of(spec.seeds().getFirst().txId()))[0];
        return new Reach()
                .from(graph, position, spec.seeds().getFirst().index(), VISITS_MAX)
                .edges();
    }
}
