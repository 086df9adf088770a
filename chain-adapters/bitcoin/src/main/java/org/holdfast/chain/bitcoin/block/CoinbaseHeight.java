package org.holdfast.chain.bitcoin.block;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import org.bitcoinj.core.Block;
import org.bitcoinj.core.ProtocolException;
import org.bitcoinj.core.Transaction;

/** The height that a coinbase claims as the first push of its script (BIP-34). */
public final class CoinbaseHeight {
    public static final long NONE = -1;

    private static final int PUSH_MAX = 4;
    private static final int OP_1 = 0x51;
    private static final int OP_16 = 0x60;

    private CoinbaseHeight() {}

    /** The claim in a raw block, or {@link #NONE}. A block that cannot be read claims nothing. */
    public static long claimed(byte[] raw) {
        try {
            var transactions = Block.read(ByteBuffer.wrap(raw)).getTransactions();
            return transactions == null || transactions.isEmpty() ? NONE : claimed(transactions.getFirst());
        } catch (ProtocolException | BufferUnderflowException | IllegalArgumentException unreadable) {
            return NONE;
        }
    }

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
        return negative ? NONE : height;
    }
}
