package org.holdfast.records.stream;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;

/** Reads what {@link RecordStreamWriter} wrote, one record at a time, and never past a byte that does not hold. */
public final class RecordStreamReader {
    /** A record as it would stand on the topic. */
    @SuppressWarnings("ArrayRecordComponent") // Handed on once, never compared.
    public record Entry(byte[] key, byte[] value) {}

    private final CRC32C sum = new CRC32C();
    private final InputStream raw;
    private final DataInputStream in;
    private boolean begun;
    private boolean ended;
    private long records;

    public RecordStreamReader(InputStream raw) {
        this.raw = raw;
        in = new DataInputStream(new CheckedInputStream(raw, sum));
    }

    /**
     * The next record; empty after the last one, once the end mark has been read and checked.
     *
     * @throws InputFaultException if the stream ends before its end mark, is damaged, or is none
     * @throws RecordStreamAbandonedException if its writer gave up
     */
    public Optional<Entry> next() {
        if (ended) {
            return Optional.empty();
        }
        try {
            begin();
            int kind = in.readUnsignedByte();
            return switch (kind) {
                case RecordStream.RECORD -> Optional.of(record());
                case RecordStream.END -> end();
                case RecordStream.ABANDONED -> throw abandoned();
                default -> throw damaged("a record or the end mark", "a frame of kind " + kind);
            };
        } catch (EOFException e) {
            throw cutOff();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void begin() throws IOException {
        if (!begun) {
            long form = in.readLong();
            if (form != RecordStream.FORM) {
                throw new InputFaultException(new InputFault(
                        "records.stream.unknown-form",
                        "a stream of records has another form",
                        "stream of records",
                        Long.toHexString(RecordStream.FORM),
                        Long.toHexString(form),
                        "use parts of the same version"));
            }
            begun = true;
        }
    }

    private Entry record() throws IOException {
        int keyBytes = in.readInt();
        int valueBytes = in.readInt();
        if (keyBytes < 0
                || keyBytes > RecordStream.KEY_BYTES_MAX
                || valueBytes < 0
                || valueBytes > RecordStream.VALUE_BYTES_MAX) {
            throw damaged(
                    "a key of at most %d bytes and a value of at most %d"
                            .formatted(RecordStream.KEY_BYTES_MAX, RecordStream.VALUE_BYTES_MAX),
                    Integer.toUnsignedString(keyBytes) + " and " + Integer.toUnsignedString(valueBytes));
        }
        byte[] key = new byte[keyBytes];
        in.readFully(key);
        byte[] value = new byte[valueBytes];
        in.readFully(value);
        requireSum();
        records++;
        return new Entry(key, value);
    }

    private Optional<Entry> end() throws IOException {
        long written = in.readLong();
        requireSum();
        if (written != records) {
            throw damaged(written + " records", Long.toString(records));
        }
        if (raw.read() >= 0) {
            throw damaged("nothing after the end mark", "more bytes");
        }
        ended = true;
        return Optional.empty();
    }

    private RuntimeException abandoned() throws IOException {
        requireSum();
        return new RecordStreamAbandonedException();
    }

    private void requireSum() throws IOException {
        int computed = (int) sum.getValue();
        int found = in.readInt();
        if (found != computed) {
            throw damaged("checksum " + Integer.toHexString(computed), Integer.toHexString(found));
        }
    }

    private InputFaultException damaged(String expected, String got) {
        return new InputFaultException(new InputFault(
                "records.stream.damaged",
                "a stream of records is damaged",
                "behind record " + records,
                expected,
                got,
                "write it again; nothing was kept of it"));
    }

    private InputFaultException cutOff() {
        return new InputFaultException(new InputFault(
                "records.stream.cut-off",
                "a stream of records ends before its end mark",
                "behind record " + records,
                "more records or the end mark",
                "nothing",
                "write it again; nothing was kept of it"));
    }
}
