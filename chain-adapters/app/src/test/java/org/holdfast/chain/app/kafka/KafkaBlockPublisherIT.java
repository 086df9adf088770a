package org.holdfast.chain.app.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.holdfast.chain.spi.BlockPublisher;
import org.holdfast.chain.spi.BlockPublisherContract;
import org.holdfast.chain.spi.TestBlocks;
import org.holdfast.primitives.ChainId;
import org.holdfast.records.Topics;
import org.holdfast.records.chain.v1.ChainRecord;
import org.holdfast.testservers.TestServers;
import org.junit.jupiter.api.Test;

/** On a real broker. */
class KafkaBlockPublisherIT extends BlockPublisherContract {
    private static final short ONE_COPY = 1;

    @Override
    protected BlockPublisher open(ChainId chain) {
        return KafkaBlockPublisher.open(TestServers.kafka(), chain, ONE_COPY);
    }

    @Override
    protected List<ChainRecord> records(ChainId chain) {
        return TopicReader.all(TestServers.kafka(), chain);
    }

    /** A committed reader sees no record after an open transaction of any producer. */
    @Test
    void anotherChainsOpenTransactionHidesNoCursor() {
        var chain = new ChainId("test:hidden");
        var block = TestBlocks.block(chain, 0, TestBlocks.NOTHING, 1).withSegmentStart(true);
        try (BlockPublisher publisher = open(chain);
                var other = new KafkaProducer<>(otherChain(), new StringSerializer(), new ByteArraySerializer())) {
            other.initTransactions();
            other.beginTransaction();
            var _ = other.send(new ProducerRecord<>(Topics.CHAIN_CURSORS, 0, "test:other", new byte[1]));
            other.flush();
            publisher.publish(block);
            // The broker aborts the other transaction after its timeout.
            try (var again = open(chain)) {
                assertThat(again.published().tip()).contains(block.ref());
            }
        }
    }

    private static Map<String, Object> otherChain() {
        var settings = new HashMap<String, Object>();
        settings.put("bootstrap.servers", TestServers.kafka());
        settings.put("transactional.id", "holdfast-adapter-test.other");
        settings.put("transaction.timeout.ms", (int) Duration.ofSeconds(2).toMillis());
        return settings;
    }
}
