package org.holdfast.chain.app.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.holdfast.chain.spi.TestBlocks;
import org.holdfast.chain.spi.TopicFold;
import org.holdfast.chain.spi.VerifiedBlock;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.ChainId;
import org.holdfast.records.BrokerAccess;
import org.holdfast.servers.KafkaBroker;
import org.holdfast.servers.LoopbackPort;
import org.holdfast.servers.ServerBinaries;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker that stands still in the middle of transactions, as one without processor time does. */
class KafkaSlowBrokerIT {
    private static final ChainId CHAIN = new ChainId("test:slow");
    private static final Duration BLOCKED_MAX = Duration.ofSeconds(4);
    private static final long PAUSE_SECONDS = 6;

    @TempDir
    Path folder;

    @Test
    void aBlockIsPublishedOnceHoweverLongTheBrokerStandsStill() {
        Path home = Path.of(System.getProperty("holdfast.home")).toAbsolutePath();
        String cluster = Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[16]);
        List<VerifiedBlock> blocks = blocks(6);
        try (var broker = KafkaBroker.start(
                ServerBinaries.below(home), folder.resolve("kafka"), LoopbackPort.free(), () -> cluster)) {
            try (var publisher = open(broker)) {
                publisher.publish(blocks.getFirst());
                // It comes back: the same call continues and succeeds.
                for (VerifiedBlock block : blocks.subList(1, 3)) {
                    signal(broker, "STOP");
                    CompletableFuture<Void> goesOn = CompletableFuture.runAsync(
                            () -> signal(broker, "CONT"),
                            CompletableFuture.delayedExecutor(PAUSE_SECONDS, TimeUnit.SECONDS));
                    publisher.publish(block);
                    goesOn.join();
                }
                publisher.publish(blocks.get(3));
                assertThat(chain(broker)).isEqualTo(refs(blocks.subList(0, 4)));
                // It does not: the sentence names the block, the tries and the cause.
                signal(broker, "STOP");
                assertThatThrownBy(() -> publisher.publish(blocks.get(4)))
                        .isInstanceOf(KafkaUnavailableException.class)
                        .hasMessageContainingAll(blocks.get(4).ref().toString(), "3 tries", "TimeoutException");
                signal(broker, "CONT");
            }
            try (var publisher = open(broker)) {
                // Whether the last one was committed is for the cursor to say.
                long next = publisher.published().tip().orElseThrow().height() + 1;
                blocks.subList((int) next, blocks.size()).forEach(publisher::publish);
                assertThat(chain(broker)).isEqualTo(refs(blocks));
            }
        }
    }

    private static KafkaBlockPublisher open(KafkaBroker broker) {
        return KafkaBlockPublisher.open(BrokerAccess.open(broker.bootstrap()), CHAIN, (short) 1, BLOCKED_MAX);
    }

    private static List<BlockRef> chain(KafkaBroker broker) {
        return TopicFold.of(TopicReader.all(broker.bootstrap(), CHAIN)).chain();
    }

    private static void signal(KafkaBroker broker, String name) {
        try {
            new ProcessBuilder("sh", "-c", "kill -" + name + " " + broker.pid())
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<BlockRef> refs(List<VerifiedBlock> blocks) {
        return blocks.stream().map(VerifiedBlock::ref).toList();
    }

    private static List<VerifiedBlock> blocks(int count) {
        var blocks = new ArrayList<VerifiedBlock>();
        for (int i = 0; i < count; i++) {
            var parent = blocks.isEmpty()
                    ? TestBlocks.NOTHING
                    : blocks.getLast().ref().hash();
            blocks.add(TestBlocks.block(CHAIN, i, parent, i).withSegmentStart(i == 0));
        }
        return blocks;
    }
}
