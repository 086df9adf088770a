package org.holdfast.tracing.output.graph;

/** A graph index at one moment, until it is closed. */
public interface GraphSnapshot extends GraphIndex, AutoCloseable {
    @Override
    void close();
}
