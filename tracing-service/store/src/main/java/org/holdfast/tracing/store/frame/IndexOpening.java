package org.holdfast.tracing.store.frame;

import java.nio.file.Path;
import org.holdfast.primitives.ChainId;
import org.holdfast.tracing.store.frame.file.BootId;

/**
 * Which index is opened, and how.
 *
 * @param shift the size of new files as a power of two, in bytes; an existing index keeps its own
 * @param boot the current run of the operating system
 */
public record IndexOpening(Path folder, ChainId chain, int shift, BootId boot) {
    /** Files of 64 MiB. */
    private static final int FILE_SHIFT = 26;

    /** With files of the usual size. */
    public static IndexOpening of(Path folder, ChainId chain) {
        return new IndexOpening(folder, chain, FILE_SHIFT, BootId.current());
    }
}
