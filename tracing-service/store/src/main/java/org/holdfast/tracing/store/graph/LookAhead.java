package org.holdfast.tracing.store.graph;

import java.util.List;
import org.holdfast.primitives.Hash256;
import org.holdfast.primitives.Outpoint;
import org.holdfast.tracing.output.graph.BlockContent;
import org.holdfast.tracing.store.address.CodedAddresses;
import org.holdfast.tracing.store.address.SeenAddresses;
import org.holdfast.tracing.store.frame.file.IdTable;
import org.holdfast.tracing.store.frame.file.RecordFile;

/**
 * Reads what the next transactions of a block will look up, before it is needed. Each look-up waits for far memory, and
 * these reads do not depend on each other, so they wait together.
 */
final class LookAhead {
    private final RecordFile records;
    private final SeenAddresses seen;
    /** Of no use but that the reads are not left out. */
    private long read;

    LookAhead(RecordFile records, SeenAddresses seen) {
        this.records = records;
        this.seen = seen;
    }

    /**
     * @param addresses of these transactions
     */
    void touch(List<BlockContent.Transaction> next, IdTable ids, CodedAddresses addresses) {
        long sum = 0;
        int count = addresses.first(next.size());
        for (int i = 0; i < count; i++) {
            sum += seen.touch(addresses.hash(i));
        }
        for (BlockContent.Transaction transaction : next) {
            sum += ids.touch(transaction.id().hash());
            for (Outpoint spent : transaction.inputs()) {
                sum += ids.touch(spent.txId().hash());
            }
        }
        for (BlockContent.Transaction transaction : next) {
            for (Outpoint spent : transaction.inputs()) {
                sum += touchRecord(spent.txId().hash(), ids);
            }
        }
        for (int i = 0; i < count; i++) {
            sum += seen.touchAddress(addresses.hash(i));
        }
        read += sum;
    }

    private long touchRecord(Hash256 id, IdTable ids) {
        long position = ids.likely(id);
        return position == 0 ? 0 : records.touch(position);
    }

    /** What was read, as a number that means nothing. */
    long read() {
        return read;
    }
}
