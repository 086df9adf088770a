package org.holdfast.chain.bitcoin.block;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.holdfast.primitives.BlockHash;

/**
 * The 80 bytes that proof of work is done on.
 *
 * @param bits the target in compact form, as 32 bits
 * @param timeSeconds seconds since 1970, unsigned
 */
public record BlockHeader(BlockHash hash, BlockHash parent, long version, long timeSeconds, long bits) {
    public static final int BYTES = 80;
    private static final int HASH_BITS = 256;
    private static final long UNSIGNED = 0xFFFF_FFFFL;

    static BlockHeader read(byte[] bytes, int offset, DoubleSha256 sha) {
        var buffer = ByteBuffer.wrap(bytes, offset, BYTES).order(ByteOrder.LITTLE_ENDIAN);
        long version = buffer.getInt() & UNSIGNED;
        byte[] parent = new byte[32];
        buffer.get(parent);
        buffer.position(offset + 68);
        long time = buffer.getInt() & UNSIGNED;
        long bits = buffer.getInt() & UNSIGNED;
        return new BlockHeader(
                BlockHash.ofBitcoinInternalBytes(sha.hash(bytes, offset, BYTES)),
                BlockHash.ofBitcoinInternalBytes(parent),
                version,
                time,
                bits);
    }

    /** The target that the compact form stands for; negative or overlong ones give zero, which no hash meets. */
    public BigInteger target() {
        return target(bits);
    }

    private static BigInteger target(long bits) {
        int exponent = (int) (bits >>> 24);
        long mantissa = bits & 0x007F_FFFF;
        boolean negative = (bits & 0x0080_0000) != 0;
        if (negative || mantissa == 0 || exponent > 34) {
            return BigInteger.ZERO;
        }
        var value = BigInteger.valueOf(mantissa);
        var target = exponent <= 3 ? value.shiftRight(8 * (3 - exponent)) : value.shiftLeft(8 * (exponent - 3));
        return target.bitLength() > HASH_BITS ? BigInteger.ZERO : target;
    }

    /** Expected number of hashes that such a block takes: 2^256 / (target + 1). */
    public BigInteger work() {
        return work(bits);
    }

    /** The same of a target in compact form. */
    public static BigInteger work(long bits) {
        return BigInteger.TWO.pow(HASH_BITS).divide(target(bits).add(BigInteger.ONE));
    }

    boolean meetsItsTarget() {
        return new BigInteger(1, hash.displayBytes()).compareTo(target()) <= 0;
    }
}
