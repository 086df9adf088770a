package org.holdfast.tracing.store.graph;

import java.util.Arrays;
import org.holdfast.primitives.Hash256;
import org.holdfast.tracing.store.frame.file.IdTable;

/**
 * Collects ids for a new table and adds them in the order of their places: writes to far memory in order cost a
 * fraction of the same writes in random order.
 */
final class IdBatch {
    private static final int ROOM = 1 << 18;
    /** Parts of the table that are written in order; the order inside a part is arbitrary. */
    private static final int PART_BITS = 10;

    private static final int PARTS = 1 << PART_BITS;

    private final IdTable table;
    private final long[] hashes;
    private final long[] positions;
    private final long[] orderedHashes;
    private final long[] orderedPositions;
    private final int[] behind = new int[PARTS];
    private int count;

    /**
     * @param ids the number of ids at most
     */
    IdBatch(IdTable table, long ids) {
        int room = Math.clamp(ids, 1, ROOM);
        this.table = table;
        this.hashes = new long[room];
        this.positions = new long[room];
        this.orderedHashes = new long[room];
        this.orderedPositions = new long[room];
    }

    /** Adds an id that is not in the table; {@link #flush} writes it at the latest. */
    void add(Hash256 id, long position) {
        if (count == hashes.length) {
            flush();
        }
        hashes[count] = IdTable.hash(id);
        positions[count++] = position;
    }

    void flush() {
        Arrays.fill(behind, 0);
        for (int i = 0; i < count; i++) {
            behind[part(hashes[i])]++;
        }
        for (int i = 0, sum = 0; i < PARTS; i++) {
            int some = behind[i];
            behind[i] = sum;
            sum += some;
        }
        for (int i = 0; i < count; i++) {
            int to = behind[part(hashes[i])]++;
            orderedHashes[to] = hashes[i];
            orderedPositions[to] = positions[i];
        }
        for (int i = 0; i < count; i++) {
            table.add(orderedHashes[i], orderedPositions[i]);
        }
        count = 0;
    }

    /** Places in the table grow with the hash. */
    private static int part(long hash) {
        return (int) (hash >>> (Long.SIZE - PART_BITS));
    }
}
