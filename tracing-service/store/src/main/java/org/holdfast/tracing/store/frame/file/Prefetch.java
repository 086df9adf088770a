package org.holdfast.tracing.store.frame.file;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * Tells the system that mapped pages will be read soon, so that a batch of them is fetched from the disk together
 * instead of one after the other. POSIX {@code madvise} with {@code MADV_WILLNEED}; nothing where that is not found.
 */
@SuppressWarnings("restricted")
final class Prefetch {
    private static final int WILLNEED = 3;
    private static final long PAGE_BYTES = 4096;
    private static final long LENGTH = 2 * PAGE_BYTES;

    private static final Optional<MethodHandle> MADVISE = Linker.nativeLinker()
            .defaultLookup()
            .find("madvise")
            .map(address -> Linker.nativeLinker()
                    .downcallHandle(
                            address,
                            FunctionDescriptor.of(
                                    ValueLayout.JAVA_INT,
                                    ValueLayout.JAVA_LONG,
                                    ValueLayout.JAVA_LONG,
                                    ValueLayout.JAVA_INT)));

    private Prefetch() {}

    /** Two pages from the one that holds the place; a record is rarely longer. */
    static void willNeed(MemorySegment segment, long offset) {
        if (MADVISE.isEmpty()) {
            return;
        }
        long from = (segment.address() + offset) & -PAGE_BYTES;
        long end = segment.address() + segment.byteSize();
        try {
            int ignored = (int) MADVISE.get().invokeExact(from, Math.min(LENGTH, end - from), WILLNEED);
        } catch (Throwable e) {
            throw new IllegalStateException("madvise cannot be called", e);
        }
    }
}
