package org.holdfast.tracing.index;

/**
 * A new index of a chain on its way to replace the old one. Closed before {@link #replace}, it leaves the old index as
 * it was.
 *
 * @param <S> the index of a chain
 */
public interface IndexReplacement<S extends IndexStore<?, ?>> extends AutoCloseable {
    /** The new index. */
    S store();

    /** Puts the new index in the place of the old one and removes the old one. */
    void replace();

    /** Removes the new index, unless it has replaced the old one. */
    @Override
    void close();
}
