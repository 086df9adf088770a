package org.holdfast.chain.bitcoin.block;

import java.util.Arrays;
import org.bitcoinj.core.Transaction;
import org.holdfast.chain.bitcoin.BitcoinNetwork;

/** The height that a coinbase claims as the first push of its script (BIP-34). */
public final class CoinbaseHeight {
    public static final long NONE = -1;

    private static final int PUSH_MAX = 4;
    private static final int OP_1 = 0x51;
    private static final int OP_16 = 0x60;

    /** Blocks of version 1 carry no height; what looks like one is chance, such as a timestamp. */
    private static final int VERSION_FROM = 2;

    private CoinbaseHeight() {}

    /**
     * The height of a block by its own word, where the word is a rule: version 2 or later, and a claim from the height
     * on from which blocks with a false claim are refused. Otherwise {@link #NONE}.
     */
    public static long vouchedFor(BitcoinNetwork network, BlockVerification.Checked block) {
        long claimed = claimed(block.transactions().getFirst());
        boolean ruled = (int) block.header().version() >= VERSION_FROM && claimed >= network.coinbaseHeightFrom();
        return ruled ? claimed : NONE;
    }

    /** The claim in its shortest form, as nodes require it, or {@link #NONE}. */
    public static long claimed(Transaction coinbase) {
        byte[] script = coinbase.getInputs().getFirst().getScriptBytes();
        if (script.length == 0) {
            return NONE;
        }
        int push = script[0] & 0xFF;
        if (push >= OP_1 && push <= OP_16) {
            return push - OP_1 + 1L;
        }
        if (push == 0 || push > PUSH_MAX || script.length <= push) {
            return NONE;
        }
        long height = 0;
        for (int i = push; i >= 1; i--) {
            height = (height << 8) | (script[i] & 0xFF);
        }
        boolean negative = (script[push] & 0x80) != 0;
        return !negative && Arrays.equals(shortest(height), Arrays.copyOf(script, push + 1)) ? height : NONE;
    }

    /** The push of a height above 16: little endian, with room for a sign. */
    private static byte[] shortest(long height) {
        if (height <= OP_16 - OP_1 + 1) {
            return new byte[0];
        }
        int length = (Long.SIZE - Long.numberOfLeadingZeros(height)) / 8 + 1;
        byte[] push = new byte[length + 1];
        push[0] = (byte) length;
        for (int i = 0; i < length; i++) {
            push[i + 1] = (byte) (height >>> (8 * i));
        }
        return push;
    }
}
