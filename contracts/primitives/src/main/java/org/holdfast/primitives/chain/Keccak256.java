package org.holdfast.primitives.chain;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Keccak-256 with the padding from before it became SHA-3, as the Yellow Paper uses it. The JDK has SHA-3 alone. After
 * "The Keccak reference", version 3.0, section 1.2; lanes are 64 bits, little endian.
 */
final class Keccak256 {
    private static final int HASH_BYTES = 32;
    private static final int RATE_BYTES = 136;
    private static final int LANES = 25;
    private static final int ROUNDS = 24;

    /** Lanes in the order in which one round moves them, and by how many bits each is turned. */
    private static final int[] LANE = {
        10, 7, 11, 17, 18, 3, 5, 16, 8, 21, 24, 4, 15, 23, 19, 13, 12, 2, 20, 14, 22, 9, 6, 1
    };

    private static final int[] TURN = {
        1, 3, 6, 10, 15, 21, 28, 36, 45, 55, 2, 14, 27, 41, 56, 8, 25, 43, 62, 18, 39, 61, 20, 44
    };
    private static final long[] ROUND_CONSTANT = roundConstants();

    private Keccak256() {}

    static byte[] hash(byte[] message) {
        byte[] padded = new byte[(message.length / RATE_BYTES + 1) * RATE_BYTES];
        System.arraycopy(message, 0, padded, 0, message.length);
        padded[message.length] |= 1;
        padded[padded.length - 1] |= (byte) 0x80;
        var words = ByteBuffer.wrap(padded).order(ByteOrder.LITTLE_ENDIAN);
        long[] state = new long[LANES];
        while (words.hasRemaining()) {
            for (int i = 0; i < RATE_BYTES / Long.BYTES; i++) {
                state[i] ^= words.getLong();
            }
            permute(state);
        }
        var hash = ByteBuffer.allocate(HASH_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < HASH_BYTES / Long.BYTES; i++) {
            hash.putLong(state[i]);
        }
        return hash.array();
    }

    private static void permute(long[] a) {
        long[] column = new long[5];
        for (int round = 0; round < ROUNDS; round++) {
            for (int x = 0; x < 5; x++) {
                column[x] = a[x] ^ a[x + 5] ^ a[x + 10] ^ a[x + 15] ^ a[x + 20];
            }
            for (int i = 0; i < LANES; i++) {
                a[i] ^= column[(i + 4) % 5] ^ Long.rotateLeft(column[(i + 1) % 5], 1);
            }
            long moved = a[1];
            for (int i = 0; i < LANE.length; i++) {
                long next = a[LANE[i]];
                a[LANE[i]] = Long.rotateLeft(moved, TURN[i]);
                moved = next;
            }
            for (int row = 0; row < LANES; row += 5) {
                System.arraycopy(a, row, column, 0, 5);
                for (int x = 0; x < 5; x++) {
                    a[row + x] = column[x] ^ (~column[(x + 1) % 5] & column[(x + 2) % 5]);
                }
            }
            a[0] ^= ROUND_CONSTANT[round];
        }
    }

    /** Bits at positions 2^j - 1 from a shift register of eight bits with feedback 0x71. */
    private static long[] roundConstants() {
        long[] constants = new long[ROUNDS];
        int register = 1;
        for (int round = 0; round < ROUNDS; round++) {
            for (int j = 0; j <= 6; j++) {
                if ((register & 1) == 1) {
                    constants[round] |= 1L << ((1 << j) - 1);
                }
                register = (register & 0x80) == 0 ? register << 1 : ((register << 1) & 0xFF) ^ 0x71;
            }
        }
        return constants;
    }
}
