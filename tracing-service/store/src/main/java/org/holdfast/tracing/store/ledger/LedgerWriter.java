package org.holdfast.tracing.store.ledger;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.holdfast.primitives.Hash256;
import org.holdfast.primitives.TxId;
import org.holdfast.tracing.account.ledger.EntryKind;
import org.holdfast.tracing.store.frame.file.RecordFile;
import org.holdfast.tracing.store.ledger.LedgerRecords.Part;

/** Writes {@link LedgerRecords} after the committed ones. Each method returns the word of its record. */
final class LedgerWriter {
    private static final int PART_BYTES_MAX = 255;
    private static final int ID_WORDS = 1 + Hash256.BYTES / RecordFile.WORD_BYTES;

    private final RecordFile records;
    private ByteBuffer buffer = ByteBuffer.allocate(1 << 12).order(ByteOrder.LITTLE_ENDIAN);
    private long end;

    LedgerWriter(RecordFile records) {
        this.records = records;
    }

    /**
     * An entry to be written.
     *
     * @param transaction word of its record
     * @param from word of the payer's record, 0 for none
     * @param to word of the receiver's record, 0 for none
     * @param flags {@link LedgerRecords#PAID}, {@link LedgerRecords#RECEIVED} or 0
     * @param protocol word of its record, where there are flags
     */
    record Draft(long transaction, EntryKind kind, long from, long to, int flags, long protocol) {}

    void begin(long from) {
        end = from;
    }

    long end() {
        return end;
    }

    long transaction(TxId id, int txIndex) {
        long at = reserve(ID_WORDS);
        head(ID_WORDS, LedgerRecords.TRANSACTION, 0, 0, txIndex);
        buffer.put(id.hash().displayBytes());
        return put(at);
    }

    long key(int type, byte[] text, long second, long third) {
        int words = LedgerRecords.KEY_WORDS + words(text.length);
        long at = reserve(words);
        head(words, type, 0, 0, text.length);
        buffer.putLong(second).putLong(third).put(text);
        return put(at);
    }

    long text(byte[] text) {
        int words = 1 + words(text.length);
        long at = reserve(words);
        head(words, LedgerRecords.TEXT, 0, 0, text.length);
        buffer.put(text);
        return put(at);
    }

    long entry(Draft draft, Map<Part, BigInteger> amounts) {
        long lengths = 0;
        int bytes = 0;
        var magnitudes = new EnumMap<Part, byte[]>(Part.class);
        for (Map.Entry<Part, BigInteger> amount : amounts.entrySet()) {
            byte[] magnitude = magnitude(amount.getValue());
            magnitudes.put(amount.getKey(), magnitude);
            lengths |= amount.getKey().length(magnitude.length);
            bytes += magnitude.length;
        }
        boolean leg = draft.flags() != 0;
        int words = LedgerRecords.ENTRY_WORDS + (leg ? LedgerRecords.LINK_WORDS : 0) + words(bytes);
        long at = reserve(words);
        long back = at - draft.transaction();
        head(words, LedgerRecords.ENTRY, LedgerRecords.KINDS.indexOf(draft.kind()), draft.flags(), back);
        buffer.putLong(draft.from()).putLong(draft.to()).putLong(lengths);
        if (leg) {
            buffer.putLong(0).putLong(draft.protocol());
        }
        magnitudes.values().forEach(buffer::put);
        return put(at);
    }

    private long reserve(int words) {
        if (words > LedgerRecords.WORDS_MAX) {
            throw new IllegalStateException("a record of " + words + " words");
        }
        int bytes = words * RecordFile.WORD_BYTES;
        if (buffer.capacity() < bytes) {
            buffer = ByteBuffer.allocate(2 * bytes).order(ByteOrder.LITTLE_ENDIAN);
        }
        buffer.clear().limit(bytes);
        return records.reserve(end, words);
    }

    private void head(int words, int type, int kind, int flags, long number) {
        if (number < 0 || number > LedgerRecords.NUMBER_MAX) {
            throw new IllegalStateException("a record with the number " + number);
        }
        buffer.putLong(words
                | (long) type << LedgerRecords.TYPE_AT
                | (long) kind << LedgerRecords.KIND_AT
                | (long) flags << LedgerRecords.FLAGS_AT
                | number << LedgerRecords.NUMBER_AT);
    }

    private long put(long at) {
        int length = buffer.limit();
        Arrays.fill(buffer.array(), buffer.position(), length, (byte) 0);
        records.put(at, buffer.array(), length);
        end = at + length / RecordFile.WORD_BYTES;
        return at;
    }

    private static int words(int bytes) {
        return (bytes + RecordFile.WORD_BYTES - 1) / RecordFile.WORD_BYTES;
    }

    private static byte[] magnitude(BigInteger amount) {
        byte[] bytes = amount.toByteArray();
        if (amount.signum() < 0 || bytes.length > PART_BYTES_MAX) {
            throw new IllegalStateException("an amount of " + amount);
        }
        return bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    }
}
