package org.holdfast.tracing.store.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Random;
import org.holdfast.primitives.Hash256;
import org.holdfast.tracing.store.frame.file.IdTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More ids than are kept at once come into the table in several batches, and each is found where it belongs. */
class IdBatchTest {
    private static final int IDS = 600_000;

    @TempDir
    Path folder;

    private static Hash256 id(Random random) {
        return new Hash256(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
    }

    @Test
    void everyIdIsFoundAtItsPosition() {
        IdTable table = IdTable.create(folder.resolve("ids"), IDS);
        var batch = new IdBatch(table, IDS);
        var random = new Random(5);
        for (int i = 1; i <= IDS; i++) {
            batch.add(id(random), i);
        }
        batch.flush();
        random.setSeed(5);
        int missing = 0;
        for (int i = 1; i <= IDS; i++) {
            long wanted = i;
            missing += table.find(IdTable.hash(id(random)), position -> position == wanted) == wanted ? 0 : 1;
        }
        assertThat(missing).isZero();
        assertThat(table.isFull(IDS)).isTrue();
        assertThat(table.isFull(0)).isFalse();
    }
}
