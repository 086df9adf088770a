package org.holdfast.chain.app.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.holdfast.records.chain.v1.ChainRecord;

/** Records at growing offsets, one offset left out after each block, as Kafka does for the end of a transaction. */
final class InMemoryRecordLog implements RecordLog {
    private final List<Entry> entries = new ArrayList<>();
    private long end;
    private long read;

    InMemoryRecordLog(List<ChainRecord> records) {
        for (ChainRecord record : records) {
            entries.add(new Entry(end++, record));
            if (record.hasSealed() || record.hasRetracted()) {
                end++;
            }
        }
    }

    /** Records handed out so far. */
    long read() {
        return read;
    }

    @Override
    public long begin() {
        return 0;
    }

    @Override
    public long end() {
        return end;
    }

    @Override
    public Optional<Entry> from(long offset) {
        int low = 0;
        int high = entries.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (entries.get(middle).offset() >= offset) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        if (low == entries.size()) {
            return Optional.empty();
        }
        read++;
        return Optional.of(entries.get(low));
    }

    @Override
    public void close() {}
}
