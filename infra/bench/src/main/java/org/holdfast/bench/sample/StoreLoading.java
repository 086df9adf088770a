package org.holdfast.bench.sample;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * One store after the other takes in the same chain, made anew for each, so that what a store's own threads do counts
 * for it. What making the chain takes on this thread is left out.
 *
 * @param <B> a block of the chain
 */
public final class StoreLoading<B> {
    private static final long PROGRESS = 1_000_000;

    private final Supplier<? extends Iterator<B>> chains;
    private final ToLongFunction<B> units;
    private final Consumer<String> progress;
    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final List<Loaded> done = new ArrayList<>();

    /**
     * What loading took.
     *
     * @param units transactions, or entries
     * @param cpu nanoseconds of this process, its collector and compiler in it; 0 where another process did the work
     * @param bytes of all files
     */
    public record Loaded(String store, long units, long cpu, long nanos, long bytes) {
        public long perCpuSecond() {
            return TraceSample.rate(units, cpu);
        }

        public long perSecond() {
            return TraceSample.rate(units, nanos);
        }
    }

    /** Where blocks go. */
    public interface Sink<B> {
        void append(B block) throws Exception;
    }

    /** What belongs to a load and comes last; returns the bytes of all files. */
    public interface Finish {
        long finish() throws Exception;
    }

    public StoreLoading(Supplier<? extends Iterator<B>> chains, ToLongFunction<B> units, Consumer<String> progress) {
        this.chains = chains;
        this.units = units;
        this.progress = progress;
    }

    public List<Loaded> done() {
        return done;
    }

    /** Loads the whole chain into a store of this process, and keeps what it took. */
    public void load(String store, Sink<B> sink, Finish finish) throws Exception {
        done.add(load(store, Long.MAX_VALUE, sink, finish));
    }

    /** The same, where the work is done in another process, of which the processor time is not known. */
    public void loadElsewhere(String store, Sink<B> sink, Finish finish) throws Exception {
        Loaded loaded = load(store, Long.MAX_VALUE, sink, finish);
        done.add(new Loaded(store, loaded.units(), 0, loaded.nanos(), loaded.bytes()));
    }

    /** Loads the first so many units. */
    public Loaded load(String store, long wanted, Sink<B> sink, Finish finish) throws Exception {
        var threads = ManagementFactory.getThreadMXBean();
        Iterator<B> chain = chains.get();
        long made = 0;
        long cpu = -system.getProcessCpuTime();
        long nanos = -System.nanoTime();
        while (chain.hasNext() && made < wanted) {
            long cpuBefore = threads.getCurrentThreadCpuTime();
            long before = System.nanoTime();
            B block = chain.next();
            nanos -= System.nanoTime() - before;
            cpu -= threads.getCurrentThreadCpuTime() - cpuBefore;
            sink.append(block);
            long next = made + units.applyAsLong(block);
            if (made / PROGRESS != next / PROGRESS) {
                progress.accept(store + ": " + next);
            }
            made = next;
        }
        progress.accept(store + ": finishing");
        long bytes = finish.finish();
        nanos += System.nanoTime();
        cpu += system.getProcessCpuTime();
        progress.accept(store + ": loaded in " + nanos / 1_000_000_000L + " s, " + bytes + " bytes");
        return new Loaded(store, made, cpu, nanos, bytes);
    }
}
