package org.holdfast.tracing.store.frame;

import java.nio.ByteBuffer;

/** How the counts and sums of a kind of index stand in the entry of a block, in at most {@link #BYTES_MAX} bytes. */
public interface TotalsCode<T> {
    int BYTES_MAX = 128;

    /** Before the first block. */
    T none();

    void write(T totals, ByteBuffer out);

    T read(ByteBuffer in);
}
