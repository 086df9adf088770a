package org.holdfast.chain.evm.call;

import java.math.BigInteger;
import java.util.List;
import org.holdfast.chain.evm.coding.Bytes;
import org.holdfast.chain.evm.coding.EvmAddress;
import org.jspecify.annotations.Nullable;

/**
 * One call of a transaction with the calls that it made. A frame's place is its path of child numbers from the root,
 * which has the empty path (the "trace address").
 *
 * @param from whose value it moves; of a {@code SELFDESTRUCT} the contract that ends
 * @param to whom it calls, what it creates, or who gets the rest of a contract that ends; null where a creation failed
 * @param value wei; of a {@code SELFDESTRUCT} the whole balance
 * @param error null where the frame took effect by itself; otherwise the node's words for why it and all below it was
 *     undone
 * @param children in order of execution
 */
public record CallFrame(
        CallKind kind,
        EvmAddress from,
        @Nullable EvmAddress to,
        BigInteger value,
        Bytes input,
        @Nullable String error,
        List<CallFrame> children) {
    /** Frames nested in one another at most: the EVM's call depth, and one frame that ends a contract at the bottom. */
    public static final int DEPTH_MAX = 1026;

    public CallFrame {
        children = List.copyOf(children);
        if (value.signum() < 0) {
            throw new IllegalArgumentException("a call moves no negative value, got " + value);
        }
    }

    /** Whether this frame itself was undone; a frame below one that was undone is undone too, whatever it says. */
    public boolean isReverted() {
        return error != null;
    }
}
