package org.holdfast.bench.graph;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import org.holdfast.primitives.ChainId;
import org.holdfast.tracing.output.graph.BlockContent;
import org.holdfast.tracing.store.graph.MappedGraphStore;

/**
 * Loads a generated chain into an index and appends more blocks until it is killed. Arguments: folder, number of
 * transactions. Prints how fast it was when the number is reached, then a line for each further block.
 */
public final class IndexLoading {
    static final ChainId CHAIN = ChainId.BITCOIN_REGTEST;
    static final long SEED = 7;
    /** Blocks to append until the process is killed; afterwards it ends by itself. */
    private static final long MORE_BLOCKS_MAX = 10_000;

    private IndexLoading() {}

    public static void main(String[] arguments) {
        long wanted = Long.parseLong(arguments[1]);
        // Of the process: a second thread codes addresses.
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        var chain = new PowerLawChain(SEED, wanted + MORE_BLOCKS_MAX * PowerLawChain.TRANSACTIONS_PER_BLOCK);
        long cpu = 0;
        long wall = 0;
        long offset = 0;
        try (var store = MappedGraphStore.open(Path.of(arguments[0]), CHAIN)) {
            while (store.totals().transactions() < wanted) {
                BlockContent block = chain.next();
                long cpuBefore = system.getProcessCpuTime();
                long before = System.nanoTime();
                store.append(block, ++offset);
                wall += System.nanoTime() - before;
                cpu += system.getProcessCpuTime() - cpuBefore;
            }
            long transactions = store.totals().transactions();
            System.out.printf("%d %d %d%n", transactions, cpu, wall);
            while (chain.hasNext()) {
                store.append(chain.next(), ++offset);
                System.out.println(store.totals().transactions());
            }
        }
    }
}
