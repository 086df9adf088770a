package org.holdfast.tracing.app.trace.document;

import java.io.InputStream;
import java.util.Optional;
import java.util.function.IntFunction;

/** The bytes of parts one after the other, of which one at a time is held. */
public final class DocumentStream extends InputStream {
    private final IntFunction<Optional<byte[]>> parts;
    private byte[] part = new byte[0];
    private int next;
    private int at;

    /** Parts from 0; empty after the last. */
    public DocumentStream(IntFunction<Optional<byte[]>> parts) {
        this.parts = parts;
    }

    @Override
    public int read() {
        return more() ? part[at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        if (length == 0) {
            return 0;
        }
        if (!more()) {
            return -1;
        }
        int count = Math.min(length, part.length - at);
        System.arraycopy(part, at, into, offset, count);
        at += count;
        return count;
    }

    private boolean more() {
        if (at == part.length) {
            part = parts.apply(next).orElseGet(() -> new byte[0]);
            next += part.length > 0 ? 1 : 0;
            at = 0;
        }
        return part.length > 0;
    }
}
