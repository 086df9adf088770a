package org.holdfast.chain.app.kafka;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.holdfast.chain.app.proof.RemovableBlocks;
import org.holdfast.chain.spi.BlockPublisher;
import org.holdfast.chain.spi.FencedException;
import org.holdfast.chain.spi.Places;
import org.holdfast.chain.spi.PublishedSegments;
import org.holdfast.chain.spi.Retry;
import org.holdfast.chain.spi.VerifiedBlock;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.ChainId;
import org.holdfast.records.BrokerAccess;
import org.holdfast.records.Topics;
import org.holdfast.records.chain.v1.BlockRetracted;
import org.holdfast.records.chain.v1.BlocksRemoved;
import org.holdfast.records.chain.v1.BranchAccepted;
import org.holdfast.records.chain.v1.ChainRecord;

/**
 * Publishes a block, a group of blocks or a retraction, with the cursor, in one Kafka transaction: a crash at any line
 * leaves all of it or nothing. Opening a publisher ends the transaction of an older one of the same chain and fences
 * it.
 *
 * <p>A transaction whose outcome is not known, or that the broker was too slow for, is tried again with a fresh
 * producer: that ends the old transaction one way or the other, and the cursor then says whether it was committed. So a
 * block is never published twice.
 */
public final class KafkaBlockPublisher implements BlockPublisher {
    /** How long one step may wait for the broker before it counts as failed. */
    static final Duration BLOCKED_MAX = Duration.ofSeconds(60);
    /**
     * How long the broker keeps an open transaction. It exceeds what one try can take: the broker would otherwise end a
     * slow one by fencing it, which looks like another publisher.
     */
    static final Duration TRANSACTION_MAX = Duration.ofMinutes(3);

    private static final int REMOVED_AT_ONCE_MAX = 512;
    private static final Retry RETRY = new Retry(3);
    private static final Duration CLOSE_MAX = Duration.ofSeconds(5);

    private final BrokerAccess broker;
    private final Duration blockedMax;
    private final String topic;
    private KafkaProducer<byte[], byte[]> producer;
    private PublishedSegments published;

    private KafkaBlockPublisher(
            BrokerAccess broker,
            Duration blockedMax,
            KafkaProducer<byte[], byte[]> producer,
            PublishedSegments published) {
        this.broker = broker;
        this.blockedMax = blockedMax;
        this.producer = producer;
        this.published = published;
        this.topic = Topics.chainBlocks(published.chain());
    }

    /**
     * Opens the publisher of a chain.
     *
     * @param replication copies of each topic that has to be made
     * @throws KafkaUnavailableException if the broker does not answer
     */
    public static KafkaBlockPublisher open(BrokerAccess broker, ChainId chain, short replication) {
        return open(broker, chain, replication, BLOCKED_MAX);
    }

    /** As above, at a broker without access control. */
    public static KafkaBlockPublisher open(String bootstrap, ChainId chain, short replication) {
        return open(BrokerAccess.open(bootstrap), chain, replication);
    }

    /** As above, with another bound on waiting for the broker. */
    static KafkaBlockPublisher open(BrokerAccess broker, ChainId chain, short replication, Duration blockedMax) {
        KafkaCursors.ensureTopics(broker, chain, replication);
        var producer = producer(broker, chain, blockedMax);
        try {
            producer.initTransactions();
            return new KafkaBlockPublisher(broker, blockedMax, producer, KafkaCursors.read(broker, chain));
        } catch (KafkaException e) {
            producer.close(Duration.ZERO);
            throw KafkaFailures.unavailable(
                    "the publisher of " + chain + " cannot be opened at " + broker.bootstrap(), e);
        }
    }

    private static KafkaProducer<byte[], byte[]> producer(BrokerAccess broker, ChainId chain, Duration blockedMax) {
        int blockedMillis = (int) blockedMax.toMillis();
        Map<String, Object> settings = broker.settings(Map.of());
        settings.put("transactional.id", "holdfast-adapter-" + chain.namePart());
        settings.put("acks", "all");
        settings.put("compression.type", "lz4");
        settings.put("linger.ms", 0);
        settings.put("batch.size", 1 << 20);
        settings.put("buffer.memory", 64L << 20);
        settings.put("max.request.size", 8 << 20);
        settings.put("max.block.ms", blockedMillis);
        settings.put("request.timeout.ms", blockedMillis / 2);
        settings.put("delivery.timeout.ms", blockedMillis);
        settings.put("transaction.timeout.ms", (int) TRANSACTION_MAX.toMillis());
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public PublishedSegments published() {
        return published;
    }

    @Override
    public void publish(List<VerifiedBlock> blocks) {
        PublishedSegments next = published;
        var records = new ArrayList<ProducerRecord<byte[], byte[]>>();
        for (VerifiedBlock block : blocks) {
            next = next.plus(block);
            block.records().forEach(record -> records.add(toSend(block.ref(), record)));
        }
        if (!blocks.isEmpty()) {
            commit(blocks.getLast().ref(), records, next);
        }
    }

    @Override
    public void retract(BlockRef block, String reason) {
        retract(block, published.minusTip(block), BlockRetracted.newBuilder().setReason(reason));
    }

    private void retract(BlockRef block, PublishedSegments next, BlockRetracted.Builder retracted) {
        commit(block, List.of(retraction(block, next, retracted)), next);
    }

    /**
     * Takes blocks back that an operator has removed; they may be final. The decision is one Kafka transaction with the
     * first retractions. A crash leaves the lower blocks published.
     *
     * @param blocks highest first, the last published one first
     * @throws IllegalStateException if they are not the last published blocks
     */
    public void remove(List<RemovableBlocks.Link> blocks, BlocksRemoved decision) {
        String reason = "removed by " + decision.getRemovedBy() + ": " + decision.getReason();
        for (int from = 0; from < blocks.size(); from += REMOVED_AT_ONCE_MAX) {
            PublishedSegments next = from == 0 ? published.removing(decision) : published;
            var records = new ArrayList<ProducerRecord<byte[], byte[]>>();
            List<RemovableBlocks.Link> some = blocks.subList(from, Math.min(blocks.size(), from + REMOVED_AT_ONCE_MAX));
            for (RemovableBlocks.Link link : some) {
                next = next.withoutTip(link.block(), link.parent());
                var retracted = BlockRetracted.newBuilder().setReason(reason);
                if (from == 0 && records.isEmpty()) {
                    retracted.setRemoved(decision);
                }
                records.add(retraction(link.block(), next, retracted));
            }
            commit(some.getLast().block(), records, next);
        }
    }

    private ProducerRecord<byte[], byte[]> retraction(
            BlockRef block, PublishedSegments after, BlockRetracted.Builder retracted) {
        retracted.setBlock(Places.place(block));
        after.tip().ifPresent(tip -> retracted.setParent(Places.place(tip)));
        return toSend(block, ChainRecord.newBuilder().setRetracted(retracted).build());
    }

    private ProducerRecord<byte[], byte[]> toSend(BlockRef block, ChainRecord record) {
        return new ProducerRecord<>(topic, 0, block.hash().displayBytes(), record.toByteArray());
    }

    @Override
    public void accept(BranchAccepted accepted, List<BlockHash> hashes) {
        PublishedSegments open = published.reopened(accepted, hashes);
        BlockRef tip = open.tip().orElseThrow();
        retract(
                tip,
                open.minusTip(),
                BlockRetracted.newBuilder().setReason("accepted-branch").setAccepted(accepted));
    }

    @Override
    public void requireOwnership() {
        PublishedSegments found = KafkaCursors.read(broker, published.chain());
        if (!found.equals(published)) {
            throw takenOver(found);
        }
    }

    private FencedException takenOver(PublishedSegments found) {
        return new FencedException(
                "another adapter of " + published.chain() + " has published up to " + found.tip(),
                new IllegalStateException("this one was at " + published.tip()));
    }

    private void commit(BlockRef block, List<ProducerRecord<byte[], byte[]>> records, PublishedSegments next) {
        var tries = new AtomicInteger();
        try {
            published = RETRY.call(
                    KafkaException.class,
                    e -> !KafkaFailures.isFenced(e) && !KafkaFailures.isHopeless(e),
                    () -> {
                        boolean first = tries.getAndIncrement() == 0;
                        if (first || !reopened(next)) {
                            send(records, next);
                        }
                        return next;
                    },
                    // The client waits for the broker by itself, within its own bound.
                    (failures, last) -> true);
        } catch (KafkaException e) {
            if (KafkaFailures.isFenced(e)) {
                throw new FencedException("another adapter of " + published.chain() + " has taken over", e);
            }
            throw KafkaFailures.unavailable(
                    "block " + block + " could not be written to " + topic + " in " + tries + " tries", e);
        }
    }

    private void send(List<ProducerRecord<byte[], byte[]>> records, PublishedSegments next) {
        producer.beginTransaction();
        for (ProducerRecord<byte[], byte[]> record : records) {
            var _ = producer.send(record);
        }
        byte[] chain = published.chain().text().getBytes(StandardCharsets.UTF_8);
        var _ = producer.send(new ProducerRecord<>(
                Topics.CHAIN_CURSORS, 0, chain, next.cursor().toByteArray()));
        // Sending fails late; the commit reports whatever failed before it.
        producer.commitTransaction();
    }

    /** Ends the last transaction with a new producer; true where the cursor says that it was committed. */
    private boolean reopened(PublishedSegments next) {
        producer.close(Duration.ZERO);
        producer = producer(broker, published.chain(), blockedMax);
        producer.initTransactions();
        PublishedSegments found = KafkaCursors.read(broker, published.chain());
        if (!found.equals(published) && !found.equals(next)) {
            throw takenOver(found);
        }
        return found.equals(next);
    }

    @Override
    public void close() {
        producer.close(CLOSE_MAX);
    }
}
