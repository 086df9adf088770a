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
 * Reads the records and table places of the next transactions of a block ahead. Each look-up waits for far memory; the
 * reads do not depend on each other, so they wait at the same time.
 */
final class LookAhead {
    private final RecordFile records;
    private final SeenAddresses seen;
    /** Keeps the compiler from removing reads whose value is not used. */
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

    /** The sum of all values that were read; it has no meaning. */
    long read() {
        return read;
    }
}
