package org.holdfast.tracing.store.frame.catalog;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import org.holdfast.primitives.ChainId;
import org.holdfast.tracing.index.IndexReplacement;
import org.holdfast.tracing.output.graph.BlockContent;
import org.holdfast.tracing.output.graph.RandomChain;
import org.holdfast.tracing.store.graph.MappedGraphStore;

/** A process that replaces an index by another, and that by the first, closed and open in turn, until it is killed. */
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
            List<BlockContent> blocks = chain(SEEDS.get(i % SEEDS.size()));
            if (i / SEEDS.size() % 2 == 0) {
                try (var replacement = catalog.replace(ChainId.BITCOIN_REGTEST, out::println)) {
                    replace(replacement, blocks);
                }
            } else {
                try (var open = catalog.open(ChainId.BITCOIN_REGTEST, out::println);
                        var replacement = catalog.renew(ChainId.BITCOIN_REGTEST, open)) {
                    replace(replacement, blocks);
                }
            }
            out.println(i);
            out.flush();
        }
    }

    private static void replace(IndexReplacement<MappedGraphStore> replacement, List<BlockContent> blocks) {
        blocks.forEach(block -> replacement.store().append(block, 0));
        replacement.replace();
    }
}
