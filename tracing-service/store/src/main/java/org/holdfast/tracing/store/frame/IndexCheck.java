package org.holdfast.tracing.store.frame;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.holdfast.tracing.index.IndexReport;

/**
 * The check of a whole index: first the entries of blocks and the checksums of their records, then what subclasses
 * compare.
 *
 * @param <T> counts and sums, as stored with each block
 */
public abstract class IndexCheck<T> {
    private final List<String> findings = new ArrayList<>();

    /** Reads the records of a block whose checksum is correct. */
    protected abstract void block(long first, long end);

    /** Checks the blocks in order; false if one is damaged, because no later block can be read then. */
    protected final boolean blocks(IndexState<T> state, BlockFile<T> blocks, BlockFile.Checksums checksums) {
        long place = 0;
        for (int i = 0; i < state.blocks() && !isFull(); i++) {
            var entry = blocks.read(i);
            if (entry.isEmpty() || entry.get().first() != place) {
                found("the entry of block " + i + " is damaged");
                return false;
            }
            long end = entry.get().end();
            OptionalInt checksum = checksums.of(place, end);
            if (checksum.isEmpty() || checksum.getAsInt() != entry.get().checksum()) {
                found("block " + entry.get().block() + " has another checksum than when it was appended");
                return false;
            }
            block(place, end);
            place = end;
        }
        return true;
    }

    protected final void found(String sentence) {
        if (!isFull()) {
            findings.add(sentence);
        }
    }

    protected final boolean isSound() {
        return findings.isEmpty();
    }

    protected final boolean isFull() {
        return findings.size() >= IndexReport.FINDINGS_MAX;
    }

    /**
     * The report.
     *
     * @param checked how many transactions, or entries of ledgers, were read
     */
    protected final IndexReport report(long checked) {
        return new IndexReport(checked, findings);
    }
}
