package org.holdfast.tracing.graph;

class MemoryGraphTest extends GraphStoreContract {
    @Override
    protected GraphStore open() {
        return new MemoryGraph(CHAIN);
    }
}
