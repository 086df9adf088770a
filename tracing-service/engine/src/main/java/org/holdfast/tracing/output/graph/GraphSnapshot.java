package org.holdfast.tracing.output.graph;

/** A graph index that stands still until it is closed. */
public interface GraphSnapshot extends GraphIndex, AutoCloseable {
    @Override
    void close();
}
