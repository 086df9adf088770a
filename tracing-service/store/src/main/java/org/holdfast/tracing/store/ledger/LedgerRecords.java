package org.holdfast.tracing.store.ledger;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import java.util.zip.CRC32C;
import org.holdfast.primitives.Hash256;
import org.holdfast.primitives.TxId;
import org.holdfast.tracing.account.ledger.EntryKind;
import org.holdfast.tracing.store.frame.file.RecordFile;

/**
 * Reads the records of an account chain, version 1: in ledger order, each a whole number of words, never changed once
 * its block is here. The first word of each, from the lowest bit on: words of the record (16 bits), type (4), kind (4),
 * flags (8), a number (32). Then, little endian where nothing else is said:
 *
 * <ul>
 *   <li>{@link #TRANSACTION}, before its first entry; number: its place in the block. 32 bytes of id in display order.
 *   <li>{@link #ASSET}, before its first account; number: bytes of its text. Two words: the ledgers of what entered it
 *       and of what left it. The text.
 *   <li>{@link #ACCOUNT}, before its first entry; number: bytes of its address. Two words: its ledger, its asset's
 *       record. The address.
 *   <li>{@link #TEXT}, the name of a protocol; number: its bytes. The text.
 *   <li>{@link #ENTRY}; number: words back to its transaction. Three words: payer's and receiver's records, 0 for none;
 *       eight bits of length for each {@link Part}. Only with {@link #PAID} or {@link #RECEIVED}: a word with the entry
 *       of the other leg, 0 where it is elsewhere, and one with the protocol's record. Then the parts, big endian.
 * </ul>
 *
 * <p>The position of an entry is twice its word; the odd one before it is kept for a shortfall. All methods take the
 * word at which a record begins, keep nothing and may be called from any thread.
 */
final class LedgerRecords {
    static final int TRANSACTION = 1;
    static final int ENTRY = 2;
    static final int ACCOUNT = 3;
    static final int ASSET = 4;
    static final int TEXT = 5;

    /** Flags of an entry: the leg of an exchange that was paid, or that was received. */
    static final int PAID = 1;

    static final int RECEIVED = 2;

    static final int WORDS_MAX = 0xFFFF;
    static final long NUMBER_MAX = 0xFFFF_FFFFL;
    static final int TYPE_AT = 16;
    static final int KIND_AT = 20;
    static final int FLAGS_AT = 24;
    static final int NUMBER_AT = 32;
    /** Words of an entry before its parts, without a leg's two. */
    static final int ENTRY_WORDS = 4;

    static final int LINK_WORDS = 2;
    /** Words of an account or asset before its text. */
    static final int KEY_WORDS = 3;

    /** The place in the list is what stands in the record. */
    static final List<EntryKind> KINDS = List.of(
            EntryKind.TRANSFER,
            EntryKind.FEE,
            EntryKind.BURN,
            EntryKind.MINT,
            EntryKind.OPENING,
            EntryKind.UNEXPLAINED);

    /** Amounts of an entry, in base units, as few bytes as they need; none for zero and for what does not apply. */
    enum Part {
        AMOUNT(0),
        /** The payer's balance after the entry. */
        FROM_AFTER(1),
        /** The receiver's, where it is not the payer. */
        TO_AFTER(2),
        /** By how much the payer was short. */
        MISSING(3),
        /** What entered the asset so far, where this entry, or its shortfall, adds to it. */
        ENTERED(4),
        /** What left the asset so far, where this entry adds to it. */
        LEFT(5);

        /** Which byte of the lengths is its own; parts follow one another in this order. */
        private final int place;

        Part(int place) {
            this.place = place;
        }

        /** A length where it stands in the word of lengths. */
        long length(int bytes) {
            return (long) bytes << (LENGTH_BITS * place);
        }
    }

    private static final ValueLayout.OfLong BIG_ENDIAN =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final int LENGTH_BITS = 8;
    private static final int LENGTH_MASK = 0xFF;

    private final RecordFile records;

    LedgerRecords(RecordFile records) {
        this.records = records;
    }

    /** Takes a record. */
    interface Visitor {
        void visit(int type, long at);
    }

    /** Visits the records between two places in order. */
    void forEach(long first, long end, Visitor visitor) {
        for (long at = first < end ? records.recordAt(first) : end; at < end; ) {
            long header = records.word(at);
            visitor.visit(type(header), at);
            at += words(header);
            at = at < end ? records.recordAt(at) : at;
        }
    }

    /** CRC-32C of the records between two places; empty where that is no row of records at all. */
    OptionalInt checksum(long first, long end) {
        var crc = new CRC32C();
        for (long at = first < end ? records.recordAt(first) : end; at < end; ) {
            int words = words(records.word(at));
            if (words < 1 || words > end - at || words > records.roomBehind(at)) {
                return OptionalInt.empty();
            }
            crc.update(records.segment(at)
                    .asSlice(records.offset(at), (long) words * RecordFile.WORD_BYTES)
                    .asByteBuffer());
            at += words;
            at = at < end ? records.recordAt(at) : at;
        }
        return OptionalInt.of((int) crc.getValue());
    }

    /** Reads the beginning of a record ahead; the value has no meaning. */
    long touch(long at) {
        return records.touch(at);
    }

    /** Asks the system to read the page of a record before it is needed. */
    void expect(long at) {
        records.expect(at);
    }

    static long position(long entry) {
        return 2 * entry;
    }

    /** The entry of a position, also of that of its shortfall. */
    static long entryOf(long position) {
        return (position + 1) >>> 1;
    }

    static boolean isShortfall(long position) {
        return (position & 1) != 0;
    }

    static int words(long header) {
        return (int) header & WORDS_MAX;
    }

    static int type(long header) {
        return (int) (header >>> TYPE_AT) & 0xF;
    }

    int type(long at, long end) {
        return at > 0 && at < end ? type(records.word(at)) : 0;
    }

    int flags(long at) {
        return (int) (records.word(at) >>> FLAGS_AT) & 0xFF;
    }

    EntryKind kind(long entry) {
        return KINDS.get((int) (records.word(entry) >>> KIND_AT) & 0xF);
    }

    private long number(long at) {
        return records.word(at) >>> NUMBER_AT;
    }

    /** The payer's record, 0 for none. */
    long from(long entry) {
        return records.word(entry + 1);
    }

    /** The receiver's record, 0 for none. */
    long to(long entry) {
        return records.word(entry + 2);
    }

    boolean isShort(long entry) {
        return length(entry, Part.MISSING) > 0;
    }

    /** The ledger of an account, or of what entered an asset. */
    long ledger(long key) {
        return records.word(key + 1);
    }

    /** The ledger of what left an asset. */
    long leftLedger(long asset) {
        return records.word(asset + 2);
    }

    /** The record of an account's asset. */
    long assetOf(long account) {
        return records.word(account + 2);
    }

    /** The record of an entry's asset. */
    long assetOfEntry(long entry) {
        long from = from(entry);
        return assetOf(from == 0 ? to(entry) : from);
    }

    int txIndex(long entry) {
        return (int) number(entry - number(entry));
    }

    TxId txId(long entry) {
        long at = entry - number(entry) + 1;
        MemorySegment in = records.segment(at);
        long offset = records.offset(at);
        return new TxId(new Hash256(
                in.get(BIG_ENDIAN, offset),
                in.get(BIG_ENDIAN, offset + 8),
                in.get(BIG_ENDIAN, offset + 16),
                in.get(BIG_ENDIAN, offset + 24)));
    }

    /** The entry of the other leg of an exchange, 0 where it is elsewhere. */
    long otherLeg(long entry) {
        return records.word(entry + ENTRY_WORDS);
    }

    void putOtherLeg(long entry, long other) {
        records.putWord(entry + ENTRY_WORDS, other);
    }

    String protocol(long entry) {
        long at = records.word(entry + ENTRY_WORDS + 1);
        return text(at, 1);
    }

    /** The address of an account, the text of an asset. */
    String text(long key) {
        return text(key, KEY_WORDS);
    }

    boolean hasText(long key, byte[] wanted) {
        if (number(key) != wanted.length) {
            return false;
        }
        long from = records.offset(key + KEY_WORDS);
        var here = records.segment(key).asSlice(from, wanted.length);
        return here.mismatch(MemorySegment.ofArray(wanted)) == -1;
    }

    byte[] textBytes(long key) {
        return bytes(key, KEY_WORDS);
    }

    private String text(long at, int words) {
        return new String(bytes(at, words), StandardCharsets.UTF_8);
    }

    private byte[] bytes(long at, int words) {
        byte[] bytes = new byte[(int) number(at)];
        MemorySegment.copy(
                records.segment(at), ValueLayout.JAVA_BYTE, records.offset(at + words), bytes, 0, bytes.length);
        return bytes;
    }

    BigInteger part(long entry, Part part) {
        int length = length(entry, part);
        if (length <= Long.BYTES) {
            long small = small(entry, part, length);
            if (small >= 0) {
                return BigInteger.valueOf(small);
            }
        }
        byte[] bytes = new byte[length];
        MemorySegment.copy(records.segment(entry), ValueLayout.JAVA_BYTE, offset(entry, part), bytes, 0, bytes.length);
        return new BigInteger(1, bytes);
    }

    /** The part where it has at most 63 bits, otherwise -1. */
    long smallPart(long entry, Part part) {
        int length = length(entry, part);
        return length > Long.BYTES ? -1 : Math.max(-1, small(entry, part, length));
    }

    private long small(long entry, Part part, int length) {
        MemorySegment in = records.segment(entry);
        long offset = offset(entry, part);
        long value = 0;
        for (int i = 0; i < length; i++) {
            value = value << Byte.SIZE | (in.get(ValueLayout.JAVA_BYTE, offset + i) & LENGTH_MASK);
        }
        return value;
    }

    private int length(long entry, Part part) {
        return (int) (records.word(entry + 3) >>> (LENGTH_BITS * part.place)) & LENGTH_MASK;
    }

    private long offset(long entry, Part part) {
        long lengths = records.word(entry + 3);
        long before = 0;
        for (int i = 0; i < part.place; i++) {
            before += (lengths >>> (LENGTH_BITS * i)) & LENGTH_MASK;
        }
        int words = flags(entry) == 0 ? ENTRY_WORDS : ENTRY_WORDS + LINK_WORDS;
        return records.offset(entry) + (long) words * RecordFile.WORD_BYTES + before;
    }
}
