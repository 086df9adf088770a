package org.holdfast.tracing.output.graph;

import org.holdfast.tracing.index.IndexSnapshot;

/** A graph index at one moment, until it is closed. */
public interface GraphSnapshot extends GraphIndex, IndexSnapshot {}
