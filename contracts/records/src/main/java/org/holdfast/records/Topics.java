package org.holdfast.records;

import org.holdfast.primitives.ChainId;

/** Topic names. A new major version is a new topic. */
public final class Topics {
    /** Facts of all cases; key: case id; value: {@code TracingFact}. */
    public static final String TRACING_FACTS = "tracing.facts.v1";

    /** One cursor per chain, compacted; key: CAIP-2 chain id; value: {@code ChainCursor}. One partition. */
    public static final String CHAIN_CURSORS = "chain.cursors.v1";

    private Topics() {}

    /** The blocks of one chain; one partition, because order is the point; value: {@code ChainRecord}. */
    public static String chainBlocks(ChainId chain) {
        return "chain.blocks." + chain.namePart() + ".v1";
    }
}
