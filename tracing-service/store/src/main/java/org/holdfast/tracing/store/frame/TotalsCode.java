package org.holdfast.tracing.store.frame;

import java.nio.ByteBuffer;

/** Encodes the counts and sums of a kind of index in a block's entry, in at most {@link #BYTES_MAX} bytes. */
public interface TotalsCode<T> {
    int BYTES_MAX = 128;

    /** Before the first block. */
    T none();

    void write(T totals, ByteBuffer out);

    T read(ByteBuffer in);
}
