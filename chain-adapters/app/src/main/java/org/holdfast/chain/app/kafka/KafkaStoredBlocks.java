package org.holdfast.chain.app.kafka;

import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.holdfast.chain.app.proof.RemovableBlocks;
import org.holdfast.chain.app.proof.StoredBlock;
import org.holdfast.chain.app.proof.StoredBlockSearch;
import org.holdfast.chain.spi.PublishedSegments;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.ChainId;
import org.holdfast.records.BrokerAccess;

/** Blocks on the topic of a chain, found by height. */
public final class KafkaStoredBlocks {
    private KafkaStoredBlocks() {}

    /**
     * The active block at a height; empty where none is published.
     *
     * @throws KafkaUnavailableException if the broker does not answer
     */
    public static Optional<StoredBlock> at(BrokerAccess broker, ChainId chain, long height) {
        PublishedSegments published = published(broker, chain);
        if (published.segments().isEmpty()) {
            return Optional.empty();
        }
        try (var log = KafkaRecordLog.open(broker, chain)) {
            return new StoredBlockSearch(log, published).at(height);
        }
    }

    /** All published blocks at a height and above, highest first. */
    public static List<RemovableBlocks.Link> from(BrokerAccess broker, ChainId chain, long height) {
        PublishedSegments published = published(broker, chain);
        if (published.segments().isEmpty()) {
            return List.of();
        }
        try (var log = KafkaRecordLog.open(broker, chain)) {
            return RemovableBlocks.from(log, published, height);
        }
    }

    /**
     * Hashes of the published blocks from a height of the last segment to its last block, lowest first; empty where
     * the topic does not lead there.
     *
     * @throws KafkaUnavailableException if the broker does not answer
     */
    public static List<BlockHash> hashesFrom(BrokerAccess broker, PublishedSegments published, long height) {
        try (var log = KafkaRecordLog.open(broker, published.chain())) {
            return new StoredBlockSearch(log, published).hashesFrom(height);
        }
    }

    private static PublishedSegments published(BrokerAccess broker, ChainId chain) {
        try {
            return KafkaCursors.read(broker, chain);
        } catch (KafkaException e) {
            throw KafkaFailures.unavailable("the cursor of " + chain + " cannot be read at " + broker.bootstrap(), e);
        }
    }
}
