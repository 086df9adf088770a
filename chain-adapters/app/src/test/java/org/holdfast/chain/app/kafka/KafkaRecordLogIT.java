package org.holdfast.chain.app.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.holdfast.chain.app.proof.StoredBlockSearch;
import org.holdfast.chain.spi.TestBlocks;
import org.holdfast.chain.spi.VerifiedBlock;
import org.holdfast.chain.spi.follow.Finality;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.ChainId;
import org.holdfast.records.BrokerAccess;
import org.holdfast.testservers.TestServers;
import org.junit.jupiter.api.Test;

/** The search on a real topic: transaction markers between blocks, a reorg, two segments. */
class KafkaRecordLogIT {
    private static final ChainId CHAIN = new ChainId("test:proof");
    private static final int DEPTH = 10;
    private static final BrokerAccess BROKER = BrokerAccess.open(TestServers.kafka());

    @Test
    void everyHeightGivesItsActiveBlock() {
        var active = new ArrayList<VerifiedBlock>();
        try (var publisher = KafkaBlockPublisher.open(TestServers.kafka(), CHAIN, (short) 1)) {
            grow(publisher, active, 0, 60, 0);
            for (int i = 0; i < 8; i++) {
                publisher.retract(active.removeLast().ref(), "reorg");
            }
            grow(publisher, active, 52, 20, 1);
            grow(publisher, active, 500, 10, 2);
            var published = publisher.published();
            try (var log = KafkaRecordLog.open(BROKER, CHAIN)) {
                assertThat(log.end()).isGreaterThan(4L * active.size());
                for (VerifiedBlock block : active) {
                    var found =
                            new StoredBlockSearch(log, published).at(block.ref().height());
                    assertThat(found.orElseThrow().ref()).isEqualTo(block.ref());
                    assertThat(found.orElseThrow().txids()).hasSize(1);
                }
                assertThat(new StoredBlockSearch(log, published).at(100)).isEmpty();
            }
        }
        assertThat(KafkaStoredBlocks.at(BROKER, CHAIN, 55).orElseThrow().ref())
                .isEqualTo(active.get(55).ref());
        assertThat(KafkaStoredBlocks.at(BROKER, CHAIN, 99)).isEmpty();
    }

    private static void grow(
            KafkaBlockPublisher publisher, List<VerifiedBlock> active, long first, int blocks, long branch) {
        var finality = new Finality.ByDepth(DEPTH);
        for (int i = 0; i < blocks; i++) {
            boolean begins = active.isEmpty() || active.getLast().ref().height() + 1 < first;
            BlockHash parent =
                    begins ? TestBlocks.NOTHING : active.getLast().ref().hash();
            VerifiedBlock block =
                    TestBlocks.block(CHAIN, first + i, parent, branch).withSegmentStart(begins);
            block = finality.seal(publisher.published(), block);
            publisher.publish(block);
            active.add(block);
        }
    }
}
