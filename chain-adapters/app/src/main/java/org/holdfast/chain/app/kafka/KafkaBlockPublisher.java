package org.holdfast.chain.app.kafka;

import com.google.protobuf.MessageLite;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.holdfast.chain.spi.BlockPublisher;
import org.holdfast.chain.spi.FencedException;
import org.holdfast.chain.spi.PublishedSegments;
import org.holdfast.chain.spi.VerifiedBlock;
import org.holdfast.primitives.ChainId;
import org.holdfast.records.Topics;
import org.holdfast.records.chain.v1.ChainRecord;

/**
 * Publishes each block, with the cursor, in one Kafka transaction: a crash at any line leaves both or neither. Opening
 * a
 * publisher ends the transaction of an older one of the same chain and fences it.
 */
public final class KafkaBlockPublisher implements BlockPublisher {
    private static final Duration CLOSE_MAX = Duration.ofSeconds(5);
    private static final int BLOCKED_MILLIS_MAX = 60_000;
    private static final int TRANSACTION_MILLIS_MAX = 60_000;

    private final KafkaProducer<byte[], byte[]> producer;
    private final String topic;
    private PublishedSegments published;

    private KafkaBlockPublisher(KafkaProducer<byte[], byte[]> producer, PublishedSegments published) {
        this.producer = producer;
        this.published = published;
        this.topic = Topics.chainBlocks(published.chain());
    }

    /**
     * Opens the publisher of a chain.
     *
     * @param bootstrap addresses of brokers
     * @param replication copies of each topic that has to be made
     * @throws KafkaUnavailableException if the broker does not answer
     */
    public static KafkaBlockPublisher open(String bootstrap, ChainId chain, short replication) {
        KafkaCursors.ensureTopics(bootstrap, chain, replication);
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", bootstrap);
        settings.put("transactional.id", "holdfast-adapter-" + chain.namePart());
        settings.put("acks", "all");
        settings.put("compression.type", "lz4");
        settings.put("linger.ms", 0);
        settings.put("batch.size", 1 << 20);
        settings.put("buffer.memory", 64L << 20);
        settings.put("max.request.size", 8 << 20);
        settings.put("max.block.ms", BLOCKED_MILLIS_MAX);
        settings.put("transaction.timeout.ms", TRANSACTION_MILLIS_MAX);
        var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        try {
            producer.initTransactions();
            return new KafkaBlockPublisher(producer, KafkaCursors.read(bootstrap, chain));
        } catch (KafkaException e) {
            producer.close(Duration.ZERO);
            throw new KafkaUnavailableException("the broker does not answer at " + bootstrap, e);
        }
    }

    @Override
    public PublishedSegments published() {
        return published;
    }

    @Override
    public void publish(VerifiedBlock block) {
        PublishedSegments next = published.plus(block);
        byte[] key = block.ref().hash().displayBytes();
        try {
            producer.beginTransaction();
            for (ChainRecord record : block.records()) {
                send(key, record);
            }
            byte[] chain = published.chain().text().getBytes(java.nio.charset.StandardCharsets.UTF_8);
            var _ = producer.send(new ProducerRecord<>(
                    Topics.CHAIN_CURSORS, 0, chain, next.cursor().toByteArray()));
            // Sending fails late; the commit reports whatever failed before it.
            producer.commitTransaction();
        } catch (ProducerFencedException | InvalidProducerEpochException e) {
            throw new FencedException("another adapter of " + published.chain() + " has taken over", e);
        } catch (KafkaException e) {
            throw new KafkaUnavailableException("block " + block.ref() + " could not be published", e);
        }
        published = next;
    }

    private void send(byte[] key, MessageLite value) {
        var _ = producer.send(new ProducerRecord<>(topic, 0, key, value.toByteArray()));
    }

    @Override
    public void close() {
        producer.close(CLOSE_MAX);
    }
}
