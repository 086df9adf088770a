package org.holdfast.tracing.store;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.Hash256;
import org.holdfast.tracing.graph.GraphTotals;

/**
 * What the index keeps of one block, 256 bytes, numbers little endian, hashes in display order, CRC-32C at the end.
 *
 * @param first where the block before ends
 * @param end the word behind the block's last record
 * @param feedOffset where reading of the feed goes on after this block
 * @param totals counts and sums of all blocks up to and with this one
 * @param checksum CRC-32C of the block's records with their slots as zero
 */
record BlockEntry(
        BlockRef block,
        BlockHash parent,
        boolean segmentStart,
        long timeSeconds,
        long first,
        long end,
        long feedOffset,
        GraphTotals totals,
        int checksum) {
    static final int BYTES = 256;
    private static final int CRC_AT = BYTES - Integer.BYTES;
    private static final int SUM_BYTES = 16;

    byte[] bytes() {
        var out = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
        out.putLong(block.height()).put(block.hash().hash().displayBytes());
        out.put(parent.hash().displayBytes()).putLong(segmentStart ? 1 : 0).putLong(timeSeconds);
        out.putLong(first).putLong(end).putLong(feedOffset);
        out.putLong(totals.blocks()).putLong(totals.transactions());
        out.putLong(totals.inputs()).putLong(totals.outputs());
        out.putLong(totals.unspentOutputs()).putLong(totals.unknownInputs());
        putSum(out, totals.outputSum());
        putSum(out, totals.unspentSum());
        out.putInt(checksum);
        out.putInt(CRC_AT, crc(out.array()));
        return out.array();
    }

    /** Empty where the bytes are not what was written. */
    static Optional<BlockEntry> read(byte[] bytes) {
        var in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (in.getInt(CRC_AT) != crc(bytes)) {
            return Optional.empty();
        }
        var block = new BlockRef(in.getLong(), new BlockHash(hash(in)));
        var parent = new BlockHash(hash(in));
        boolean segmentStart = in.getLong() != 0;
        long time = in.getLong();
        long first = in.getLong();
        long end = in.getLong();
        long offset = in.getLong();
        long blocks = in.getLong();
        long transactions = in.getLong();
        long inputs = in.getLong();
        long outputs = in.getLong();
        long unspent = in.getLong();
        long unknown = in.getLong();
        var totals = new GraphTotals(blocks, transactions, inputs, outputs, unspent, sum(in), sum(in), unknown);
        return Optional.of(new BlockEntry(block, parent, segmentStart, time, first, end, offset, totals, in.getInt()));
    }

    static int crc(byte[] bytes) {
        var crc = new CRC32C();
        crc.update(bytes, 0, CRC_AT);
        return (int) crc.getValue();
    }

    private static Hash256 hash(ByteBuffer in) {
        byte[] display = new byte[Hash256.BYTES];
        in.get(display);
        return Hash256.ofDisplayBytes(display);
    }

    private static void putSum(ByteBuffer out, BigInteger sum) {
        byte[] magnitude = sum.toByteArray();
        byte[] fixed = new byte[SUM_BYTES];
        if (sum.signum() < 0 || magnitude.length > SUM_BYTES) {
            throw new IllegalStateException("a sum of " + sum + " does not fit into 128 bits");
        }
        System.arraycopy(magnitude, 0, fixed, SUM_BYTES - magnitude.length, magnitude.length);
        out.put(fixed);
    }

    private static BigInteger sum(ByteBuffer in) {
        byte[] fixed = new byte[SUM_BYTES];
        in.get(fixed);
        return new BigInteger(1, fixed);
    }
}
