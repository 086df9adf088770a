package org.holdfast.tracing.store.frame.catalog;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import org.holdfast.primitives.ChainId;
import org.holdfast.tracing.output.graph.BlockContent;
import org.holdfast.tracing.output.graph.RandomChain;
import org.holdfast.tracing.store.graph.MappedGraphStore;

/** A process that replaces an index by another, and that by the first, until it is killed. */
final class Replacer {
    /** Chains of these seeds, in turn. */
    static final List<Long> SEEDS = List.of(5L, 6L);

    private static final int TIMES = 1_000;

    private Replacer() {}

    static List<BlockContent> chain(long seed) {
        return RandomChain.blocks(seed, 4, 3);
    }

    /** Argument: folder of the indexes. Says a line after each replacement. */
    public static void main(String[] arguments) {
        PrintStream out = System.out;
        var catalog = MappedGraphStore.catalog(Path.of(arguments[0]));
        for (int i = 0; i < TIMES; i++) {
            try (var replacement = catalog.replace(ChainId.BITCOIN_REGTEST, out::println)) {
                chain(SEEDS.get(i % SEEDS.size()))
                        .forEach(block -> replacement.store().append(block, 0));
                replacement.replace();
            }
            out.println(i);
            out.flush();
        }
    }
}
