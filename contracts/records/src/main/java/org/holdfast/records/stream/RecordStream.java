package org.holdfast.records.stream;

/**
 * The form of the stream, version 1; numbers are big endian. First eight bytes that name form and version. Then frames,
 * each begun by a byte that says what it is: a record ({@link #RECORD}: length of the key, length of the value, both 32
 * bits, key, value), the end mark ({@link #END}: how many records there were, 64 bits) or the word that the writer gave
 * up ({@link #ABANDONED}: nothing). Behind each frame stands the CRC-32C of every byte of the stream before it, so that
 * a frame that was lost, doubled or moved is seen as one that was damaged. The end mark is last.
 */
final class RecordStream {
    /** {@code HFBLOCK} and the version. */
    static final long FORM = 0x4846_424C_4F43_4B01L;

    static final int RECORD = 'R';
    static final int END = 'E';
    static final int ABANDONED = 'A';

    /** A key is a block hash. */
    static final int KEY_BYTES_MAX = 64;
    /** No larger than what a publisher sends to the broker. */
    static final int VALUE_BYTES_MAX = 8 << 20;

    private RecordStream() {}
}
