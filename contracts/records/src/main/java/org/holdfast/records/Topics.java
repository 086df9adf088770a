package org.holdfast.records;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.holdfast.primitives.ChainId;

/** Topic names. A new major version is a new topic. */
public final class Topics {
    /** Facts of all cases; key: case id; value: {@code TracingFact}. */
    public static final String TRACING_FACTS = "tracing.facts.v1";

    /** One cursor per chain, compacted; key: CAIP-2 chain id; value: {@code ChainCursor}. One partition. */
    public static final String CHAIN_CURSORS = "chain.cursors.v1";

    /** Neither part of a CAIP-2 id has a dot. */
    private static final Pattern CHAIN_BLOCKS =
            Pattern.compile("chain\\.blocks\\.([-a-z0-9]{3,8})\\.([-_a-zA-Z0-9]{1,32})\\.v1");

    private Topics() {}

    /** The chain whose blocks a topic has; empty for other topics. */
    public static Optional<ChainId> chainOf(String topic) {
        Matcher blocks = CHAIN_BLOCKS.matcher(topic);
        return blocks.matches() ? Optional.of(new ChainId(blocks.group(1) + ":" + blocks.group(2))) : Optional.empty();
    }

    /** The blocks of one chain; one partition, because order is the point; value: {@code ChainRecord}. */
    public static String chainBlocks(ChainId chain) {
        return chainBlocks(chain.namePart());
    }

    /** The same by the name of the chain in file and topic names. */
    public static String chainBlocks(String namePart) {
        return "chain.blocks." + namePart + ".v1";
    }
}
