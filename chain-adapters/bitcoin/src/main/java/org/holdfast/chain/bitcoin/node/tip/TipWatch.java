package org.holdfast.chain.bitcoin.node.tip;

import java.time.Duration;
import java.util.function.Supplier;
import org.holdfast.primitives.BlockHash;

/** Waits for another tip: asks, waits for a signal, asks again. */
public final class TipWatch {
    private TipWatch() {}

    public static boolean await(BlockHash known, Duration atMost, TipSignal signal, Supplier<BlockHash> tip)
            throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        while (true) {
            if (!tip.get().equals(known)) {
                return true;
            }
            var left = Duration.ofNanos(end - System.nanoTime());
            if (left.isNegative() || left.isZero() || !signal.await(left)) {
                return false;
            }
        }
    }
}
