package org.holdfast.generators;

import java.nio.charset.StandardCharsets;

/** Regtest addresses of segregated witness (BIP 173, BIP 350), so that generated ones are as long as real ones. */
public final class Bech32 {
    private static final String CHARACTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    private static final byte[] PREFIX = "bcrt1".getBytes(StandardCharsets.US_ASCII);
    /** The human-readable part "bcrt" as the checksum takes it in. */
    private static final int[] EXPANDED = {3, 3, 3, 3, 0, 2, 3, 18, 20};

    private static final int[] GENERATOR = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3};
    private static final int BECH32 = 1;
    private static final int BECH32M = 0x2bc830a3;
    private static final int SUM_LENGTH = 6;

    private Bech32() {}

    public static String address(int version, byte[] program) {
        int groups = 1 + (program.length * 8 + 4) / 5;
        byte[] text = new byte[PREFIX.length + groups + SUM_LENGTH];
        System.arraycopy(PREFIX, 0, text, 0, PREFIX.length);
        int state = 1;
        for (int value : EXPANDED) {
            state = step(state, value);
        }
        int at = PREFIX.length;
        text[at++] = (byte) CHARACTERS.charAt(version);
        state = step(state, version);
        int held = 0;
        int bits = 0;
        int next = 0;
        for (int i = 1; i < groups; i++) {
            if (bits < 5) {
                held = held << 8 | (next < program.length ? program[next] & 0xff : 0);
                next++;
                bits += 8;
            }
            bits -= 5;
            int value = held >>> bits & 31;
            held &= (1 << bits) - 1;
            state = step(state, value);
            text[at++] = (byte) CHARACTERS.charAt(value);
        }
        for (int i = 0; i < SUM_LENGTH; i++) {
            state = step(state, 0);
        }
        state ^= version == 0 ? BECH32 : BECH32M;
        for (int i = 0; i < SUM_LENGTH; i++) {
            text[at++] = (byte) CHARACTERS.charAt(state >>> (5 * (SUM_LENGTH - 1 - i)) & 31);
        }
        return new String(text, StandardCharsets.US_ASCII);
    }

    private static int step(int state, int value) {
        int top = state >>> 25;
        int next = (state & 0x1ffffff) << 5 ^ value;
        for (int i = 0; i < GENERATOR.length; i++) {
            next ^= -(top >>> i & 1) & GENERATOR[i];
        }
        return next;
    }
}
