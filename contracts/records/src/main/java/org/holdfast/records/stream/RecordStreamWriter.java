package org.holdfast.records.stream;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;

/**
 * Writes records of a topic to a stream that another program reads. A stream without {@link #end} is one that was cut
 * off, and its reader has to throw away what it made of it.
 */
public final class RecordStreamWriter {
    private final CRC32C sum = new CRC32C();
    private final OutputStream raw;
    private final DataOutputStream out;
    private long records;

    /** Begins a stream. */
    public RecordStreamWriter(OutputStream raw) throws IOException {
        this.raw = raw;
        out = new DataOutputStream(new CheckedOutputStream(raw, sum));
        out.writeLong(RecordStream.FORM);
    }

    /** Writes one record, its key and value as they would stand on the topic. */
    public void record(byte[] key, byte[] value) throws IOException {
        if (key.length > RecordStream.KEY_BYTES_MAX || value.length > RecordStream.VALUE_BYTES_MAX) {
            throw new IllegalArgumentException(
                    "a record of " + key.length + " and " + value.length + " bytes is too large");
        }
        out.writeByte(RecordStream.RECORD);
        out.writeInt(key.length);
        out.writeInt(value.length);
        out.write(key);
        out.write(value);
        out.writeInt((int) sum.getValue());
        records++;
    }

    /** Says that this was all, and hands everything on. */
    public void end() throws IOException {
        out.writeByte(RecordStream.END);
        out.writeLong(records);
        out.writeInt((int) sum.getValue());
        raw.flush();
    }

    /** Says that no more will come although this was not all, and that the reason is told elsewhere. */
    public void abandon() throws IOException {
        out.writeByte(RecordStream.ABANDONED);
        out.writeInt((int) sum.getValue());
        raw.flush();
    }
}
