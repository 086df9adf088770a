package org.holdfast.tracing.store.frame.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.holdfast.primitives.ChainId;
import org.holdfast.testkit.Campaign;
import org.holdfast.tracing.output.graph.GraphDump;
import org.holdfast.tracing.store.frame.ChildProcess;
import org.holdfast.tracing.store.graph.MappedGraphStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that replaces an index again and again is killed (SIGKILL) at random points: a whole index is left. */
class KilledReplacementIT {
    private static final ChainId CHAIN = ChainId.BITCOIN_REGTEST;
    private static final int KILLS = Campaign.size(10, 40);
    private static final int REPLACEMENTS_BETWEEN_KILLS = 4;

    @TempDir
    Path folder;

    private final Random random = new Random(30);

    @Test
    void leavesOneIndexOrTheOtherWhereverItIsKilled() throws Exception {
        List<String> whole = Replacer.SEEDS.stream().map(this::dump).toList();
        var catalog = MappedGraphStore.catalog(folder);
        Path home = catalog.folder(CHAIN);
        String name = CHAIN.namePart();
        var sentences = new HashSet<String>();
        for (int kill = 0; kill < KILLS; kill++) {
            assertThat(ChildProcess.killed(Replacer.class, folder, folder, random, REPLACEMENTS_BETWEEN_KILLS))
                    .isTrue();
            sentences.addAll(catalog.settle(CHAIN));
            assertThat(folder.toFile().list()).containsOnlyOnce(name).doesNotContain(name + ".new", name + ".old");
            try (var store = MappedGraphStore.open(home, CHAIN)) {
                assertThat(store.check().findings()).as("after kill " + kill).isEmpty();
                assertThat(GraphDump.of(store, Replacer.chain(Replacer.SEEDS.getFirst()))
                                + GraphDump.of(store, Replacer.chain(Replacer.SEEDS.getLast())))
                        .as("after kill " + kill)
                        .isIn(whole);
            }
        }
        assertThat(sentences).isNotEmpty();
    }

    private String dump(long seed) {
        try (var store = MappedGraphStore.open(folder.resolve("seed-" + seed), CHAIN)) {
            Replacer.chain(seed).forEach(block -> store.append(block, 0));
            return GraphDump.of(store, Replacer.chain(Replacer.SEEDS.getFirst()))
                    + GraphDump.of(store, Replacer.chain(Replacer.SEEDS.getLast()));
        }
    }
}
