package org.holdfast.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.holdfast.bench.graph.PowerLawChain;
import org.holdfast.tracing.graph.BlockContent;

/**
 * One store after the other takes in the same chain, made anew for each, so that what a store's own threads do counts
 * for it. What making the chain takes on this thread is left out.
 */
final class StoreLoading {
    private static final long PROGRESS = 1_000_000;

    private final long seed;
    private final long transactions;
    private final Consumer<String> progress;
    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final List<Loaded> done = new ArrayList<>();

    /**
     * What loading took.
     *
     * @param cpu nanoseconds of this process, its collector and compiler in it; 0 where another process did the work
     * @param bytes of all files
     */
    record Loaded(String store, long transactions, long inputs, long outputs, long cpu, long nanos, long bytes) {}

    /** Where blocks go. */
    interface Sink {
        void append(BlockContent block) throws Exception;

        /** What belongs to the load and comes last; returns the bytes of all files. */
        long finish() throws Exception;

        /** Whether the work is done in another process. */
        default boolean elsewhere() {
            return false;
        }
    }

    StoreLoading(long seed, long transactions, Consumer<String> progress) {
        this.seed = seed;
        this.transactions = transactions;
        this.progress = progress;
    }

    List<Loaded> done() {
        return done;
    }

    /** Loads the whole chain and keeps what it took. */
    void load(String store, Sink sink) throws Exception {
        done.add(load(store, transactions, sink));
    }

    /** Loads the first so many transactions. */
    Loaded load(String store, long wanted, Sink sink) throws Exception {
        var threads = ManagementFactory.getThreadMXBean();
        var chain = new PowerLawChain(seed, transactions);
        long made = 0;
        long inputs = 0;
        long outputs = 0;
        long cpu = -system.getProcessCpuTime();
        long nanos = -System.nanoTime();
        while (chain.hasNext() && made < wanted) {
            long cpuBefore = threads.getCurrentThreadCpuTime();
            long before = System.nanoTime();
            BlockContent block = chain.next();
            nanos -= System.nanoTime() - before;
            cpu -= threads.getCurrentThreadCpuTime() - cpuBefore;
            sink.append(block);
            long next = made + block.transactions().size();
            if (made / PROGRESS != next / PROGRESS) {
                progress.accept(store + ": " + next + " transactions");
            }
            made = next;
            for (BlockContent.Transaction transaction : block.transactions()) {
                inputs += transaction.inputs().size();
                outputs += transaction.outputs().size();
            }
        }
        progress.accept(store + ": finishing");
        long bytes = sink.finish();
        nanos += System.nanoTime();
        cpu += system.getProcessCpuTime();
        progress.accept(store + ": loaded in " + nanos / 1_000_000_000L + " s, " + bytes + " bytes");
        return new Loaded(store, made, inputs, outputs, sink.elsewhere() ? 0 : cpu, nanos, bytes);
    }
}
