package org.holdfast.tracing.store.graph.record;

import java.util.Arrays;
import java.util.OptionalInt;
import java.util.zip.CRC32C;
import org.holdfast.tracing.store.frame.file.RecordFile;

/** CRC-32C over the records of a block in order, each with its slots as zero, because slots change later. */
public final class RecordSum {
    private final CRC32C crc = new CRC32C();
    private byte[] buffer = new byte[1 << 12];

    public void start() {
        crc.reset();
    }

    /** Adds a record whose slots are zero. */
    public void add(byte[] record, int length) {
        crc.update(record, 0, length);
    }

    public int value() {
        return (int) crc.getValue();
    }

    /** The checksum of the records between two places; empty where no sequence of records fills it. */
    public OptionalInt of(RecordFile records, long first, long end) {
        start();
        var cursor = new RecordCursor(records);
        for (long at = records.recordAt(first); at < end; ) {
            if (records.word(at) == 0 || records.roomBehind(at) < RecordFormat.WORDS_LEAST) {
                return OptionalInt.empty();
            }
            cursor.goTo(at);
            int words = cursor.words();
            long slotsEnd = cursor.slotsAtByte() + (long) cursor.outputCount() * RecordFile.WORD_BYTES;
            if (words < 1
                    || words > end - at
                    || words > records.roomBehind(at)
                    || cursor.outputCount() < 0
                    || slotsEnd > (long) words * RecordFile.WORD_BYTES) {
                return OptionalInt.empty();
            }
            int length = words * RecordFile.WORD_BYTES;
            buffer = buffer.length < length ? new byte[length * 2] : buffer;
            records.get(at, buffer, length);
            Arrays.fill(buffer, cursor.slotsAtByte(), (int) slotsEnd, (byte) 0);
            add(buffer, length);
            at += words;
            at = at < end ? records.recordAt(at) : at;
        }
        return OptionalInt.of(value());
    }
}
