package org.holdfast.tracing.output.graph;

class MemoryGraphTest extends GraphStoreContract {
    @Override
    protected GraphStore open() {
        return new MemoryGraph(CHAIN);
    }
}
