package org.holdfast.tracing.index;

import java.util.List;
import java.util.function.Consumer;
import org.holdfast.primitives.ChainId;

/**
 * The indexes of one model of value, one for each chain. An index is derived data: the block topic or the block files
 * give it again.
 *
 * @param <S> the index of a chain
 */
public interface IndexCatalog<S extends IndexStore<?, ?>> {
    /**
     * Opens the index of a chain, an empty one where there is none. Before that it completes an interrupted
     * replacement, and discards an index of another format.
     *
     * @param said receives a sentence for each of these steps
     * @throws org.holdfast.primitives.InputFaultException if another process has the index open, or it belongs to
     *     another chain
     */
    S open(ChainId chain, Consumer<String> said);

    /** Removes the index of a chain, whatever its format. No process may have it open. */
    void discard(ChainId chain);

    /**
     * Completes a replacement that was interrupted by the end of its process. Returns one sentence for each step; none
     * where there was nothing to do.
     *
     * @throws org.holdfast.primitives.InputFaultException if another process has the index open
     */
    List<String> settle(ChainId chain);

    /**
     * Starts to build a new index of a chain while the old one, if there is one, stays in place and is locked.
     *
     * @param said receives a sentence for each step that an earlier replacement left undone
     * @throws org.holdfast.primitives.InputFaultException if another process has the index open
     */
    IndexReplacement<S> replace(ChainId chain, Consumer<String> said);

    /**
     * Starts to build a new index of a chain next to an open one, which continues to read and write. The replacement
     * waits for the open snapshots of the old index; from then on the same object is the new one. Only the thread that
     * writes to the index replaces it.
     */
    IndexReplacement<S> renew(ChainId chain, S open);

    /** True where the index lacks a block that came after a higher one. A replacement ends this. */
    boolean isIncomplete(ChainId chain);

    /** Remembers, also after a crash, that the index lacks such a block. */
    void markIncomplete(ChainId chain);
}
