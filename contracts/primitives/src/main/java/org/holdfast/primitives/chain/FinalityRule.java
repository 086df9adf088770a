package org.holdfast.primitives.chain;

/** When a block of a chain counts as final: it is then never retracted. */
public sealed interface FinalityRule {
    /**
     * A block is final once this many blocks stand on it.
     *
     * @param blocks at least 1
     */
    record Depth(int blocks) implements FinalityRule {
        public Depth {
            if (blocks < 1) {
                throw new IllegalArgumentException("a depth is at least 1, got " + blocks);
            }
        }
    }

    /** The chain itself finalizes blocks, and a node of it names the last finalized block. */
    record Finalized() implements FinalityRule {}
}
