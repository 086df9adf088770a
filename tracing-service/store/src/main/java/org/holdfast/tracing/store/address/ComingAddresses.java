package org.holdfast.tracing.store.address;

import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import org.holdfast.tracing.output.graph.BlockContent;

/**
 * Encodes the addresses of a block part by part. A second thread encodes parts ahead; the thread that needs a part
 * encodes it itself if no other has begun. One thread encodes a whole part; the result does not depend on the thread.
 */
public final class ComingAddresses implements Runnable {
    private static final int FREE = 0;
    private static final int TAKEN = 1;
    /** Checks before a pause; a thread encodes a part in about fifty microseconds. */
    private static final int LOOKS_MAX = 1_000;

    private static final long PAUSE_NANOS = 50_000;

    private final List<BlockContent.Transaction> transactions;
    private final int size;
    private final AtomicIntegerArray states;
    private final AtomicReferenceArray<CodedAddresses> parts;

    /**
     * @param size transactions of a part
     */
    public ComingAddresses(List<BlockContent.Transaction> transactions, int size) {
        this.transactions = transactions;
        this.size = size;
        int count = (transactions.size() + size - 1) / size;
        this.states = new AtomicIntegerArray(count);
        this.parts = new AtomicReferenceArray<>(count);
    }

    public int count() {
        return states.length();
    }

    /** Encodes all parts that no thread has begun. */
    @Override
    public void run() {
        for (int part = 0; part < count(); part++) {
            if (states.compareAndSet(part, FREE, TAKEN)) {
                code(part);
            }
        }
    }

    /** A part; encodes it if no other thread has begun. */
    public CodedAddresses part(int number) {
        int looks = 0;
        while (true) {
            CodedAddresses coded = parts.getAcquire(number);
            if (coded != null) {
                return coded;
            }
            if (states.compareAndSet(number, FREE, TAKEN)) {
                return code(number);
            }
            if (++looks % LOOKS_MAX == 0) {
                LockSupport.parkNanos(this, PAUSE_NANOS);
            }
            Thread.onSpinWait();
        }
    }

    private CodedAddresses code(int part) {
        boolean done = false;
        try {
            int from = part * size;
            var coded = CodedAddresses.of(transactions.subList(from, Math.min(from + size, transactions.size())));
            parts.setRelease(part, coded);
            done = true;
            return coded;
        } finally {
            if (!done) {
                // The thread that needs the part tries again, gets the same exception and reports it.
                states.set(part, FREE);
            }
        }
    }
}
