package org.holdfast.tracing.store.frame;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.Hash256;

/**
 * The entry of one block, 256 bytes, numbers little endian, hashes in display order, CRC-32C at the end.
 *
 * @param first the end of the block before
 * @param end the word after the block's last record
 * @param feedOffset the next place of the feed
 * @param totals counts and sums of all blocks up to and with this one
 * @param checksum CRC-32C of the block's records, with words that change later as zero
 * @param <T> the counts and sums of the kind of index
 */
public record BlockEntry<T>(
        BlockRef block,
        BlockHash parent,
        boolean segmentStart,
        boolean difficultyUnchecked,
        long timeSeconds,
        long first,
        long end,
        long feedOffset,
        T totals,
        int checksum) {
    static final int BYTES = 256;
    private static final long SEGMENT_START = 1;
    private static final long DIFFICULTY_UNCHECKED = 2;
    private static final int CRC_AT = BYTES - Integer.BYTES;

    public byte[] bytes(TotalsCode<T> code) {
        var out = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
        out.putLong(block.height()).put(block.hash().hash().displayBytes());
        out.put(parent.hash().displayBytes()).putLong(flags()).putLong(timeSeconds);
        out.putLong(first).putLong(end).putLong(feedOffset);
        code.write(totals, out);
        out.putInt(checksum);
        out.putInt(CRC_AT, crc(out.array()));
        return out.array();
    }

    private long flags() {
        return (segmentStart ? SEGMENT_START : 0) | (difficultyUnchecked ? DIFFICULTY_UNCHECKED : 0);
    }

    /** Empty if the checksum of the bytes is wrong. */
    public static <T> Optional<BlockEntry<T>> read(byte[] bytes, TotalsCode<T> code) {
        var in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (in.getInt(CRC_AT) != crc(bytes)) {
            return Optional.empty();
        }
        var block = new BlockRef(in.getLong(), new BlockHash(hash(in)));
        var parent = new BlockHash(hash(in));
        long flags = in.getLong();
        long time = in.getLong();
        long first = in.getLong();
        long end = in.getLong();
        long offset = in.getLong();
        T totals = code.read(in);
        return Optional.of(new BlockEntry<>(
                block,
                parent,
                (flags & SEGMENT_START) != 0,
                (flags & DIFFICULTY_UNCHECKED) != 0,
                time,
                first,
                end,
                offset,
                totals,
                in.getInt()));
    }

    public static int crc(byte[] bytes) {
        var crc = new CRC32C();
        crc.update(bytes, 0, CRC_AT);
        return (int) crc.getValue();
    }

    private static Hash256 hash(ByteBuffer in) {
        byte[] display = new byte[Hash256.BYTES];
        in.get(display);
        return Hash256.ofDisplayBytes(display);
    }
}
