package org.holdfast.chain.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.holdfast.chain.app.kafka.KafkaBlockPublisher;
import org.holdfast.chain.app.kafka.KafkaStoredBlocks;
import org.holdfast.chain.app.kafka.TopicReader;
import org.holdfast.chain.bitcoin.BitcoinNetwork;
import org.holdfast.chain.spi.PublishedSegments;
import org.holdfast.generators.DemoChain;
import org.holdfast.generators.GeneratedChain;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.ChainId;
import org.holdfast.records.BrokerAccess;
import org.holdfast.records.chain.v1.BlockRetracted;
import org.holdfast.records.chain.v1.BlocksRemoved;
import org.holdfast.records.chain.v1.ChainRecord;
import org.holdfast.servers.KafkaBroker;
import org.holdfast.servers.LoopbackPort;
import org.holdfast.testservers.TestServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was imported by mistake is taken back, final or not, and can be imported again. */
class RemoveCommandIT {
    private static final ChainId CHAIN = BitcoinNetwork.REGTEST.chain();

    @TempDir
    private static Path servers;

    /** A broker of its own: the command reads the whole topic, and other tests leave theirs in any state. */
    private static KafkaBroker broker;

    @BeforeAll
    static void startBroker() throws IOException {
        broker = KafkaBroker.start(
                TestServers.binaries(),
                Files.createDirectory(servers.resolve("kafka")),
                LoopbackPort.free(),
                () -> "AAAAAAAAAAAAAAAAAAAAAA");
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @TempDir
    Path folder;

    @Test
    void blocksAreRemovedFromAHeightOnAndImportedAgain() throws Exception {
        DemoChain.write(folder);
        String file = folder.resolve("blk00000.dat").toString();
        assertThat(imported(file).exit()).isZero();
        PublishedSegments before = published();
        long tip = before.tip().orElseThrow().height();
        assertThat(before.finalBlock().orElseThrow().height()).isPositive();

        Ran asked = remove(3);
        assertThat(asked.exit()).isEqualTo(2);
        assertThat(asked.said())
                .startsWith("chain.remove.not-confirmed: ")
                .contains("would remove " + (tip - 2) + " blocks of heights 3 to " + tip);
        assertThat(published()).isEqualTo(before);

        Ran removed = remove(3, "--yes");
        assertThat(removed.exit()).as(removed.said()).isZero();
        assertThat(removed.said()).contains("removed " + (tip - 2) + " blocks of heights 3 to " + tip);
        PublishedSegments left = published();
        assertThat(left.tip().orElseThrow().height()).isEqualTo(2);
        assertThat(left.finalBlock()).isEqualTo(left.tip());
        requireOneDecision(tip);

        Ran again = imported(file);
        assertThat(again.exit()).as(again.said()).isZero();
        assertThat(published().tip()).isEqualTo(before.tip());
        assertThat(published().segments()).isEqualTo(before.segments());
        for (long height : new long[] {0, 2, 3, tip}) {
            assertThat(stored(height)).isPresent();
        }

        assertThat(remove(0, "--yes").exit()).isZero();
        assertThat(published().segments()).isEmpty();
        assertThat(remove(0, "--yes").said()).startsWith("chain.remove.nothing-there: ");
        assertThat(run(
                                "remove",
                                "--chain",
                                "regtest",
                                "--kafka",
                                broker.bootstrap(),
                                "--from-height",
                                "0",
                                "--by",
                                " ",
                                "--reason",
                                "x")
                        .said())
                .startsWith("chain.remove.reason-unusable: ");
    }

    /** One retraction for each block; the first has the decision. */
    private static void requireOneDecision(long tip) throws Exception {
        assertThat(retractions()).hasSize((int) (tip - 2));
        assertThat(retractions().getFirst().getBlock().getHeight()).isEqualTo(tip);
        assertThat(retractions().getLast().getParent().getHeight()).isEqualTo(2);
        assertThat(retractions().stream().filter(BlockRetracted::hasRemoved))
                .singleElement()
                .isEqualTo(retractions().getFirst());
        BlocksRemoved decision = retractions().getFirst().getRemoved();
        assertThat(decision.getLowest().getHeight()).isEqualTo(3);
        assertThat(decision.getHighest()).isEqualTo(retractions().getFirst().getBlock());
        assertThat(decision.getRemovedBy()).isEqualTo("Ada");
        assertThat(decision.getReason()).isEqualTo("wrong file");
        assertThat(Instant.parse(decision.getRemovedAt())).isBeforeOrEqualTo(Instant.now());
    }

    @Test
    void blocksOfAnotherBranchTakeThePlaceOfRemovedOnes() throws Exception {
        DemoChain.write(folder);
        String demo = folder.resolve("blk00000.dat").toString();
        Path another = folder.resolve("another.blocks");
        GeneratedChain.write(another, 5, 400);
        assertThat(imported(demo).exit()).isZero();
        PublishedSegments first = published();
        Optional<BlockHash> lowest = stored(1);
        assertThat(imported(another.toString()).said()).contains("blocks are not on the chain with the most work");
        assertThat(published()).isEqualTo(first);

        assertThat(removeBecause("another branch", 1, "--yes").exit()).isZero();
        Ran replaced = imported(another.toString());
        assertThat(replaced.exit()).as(replaced.said()).isZero();
        PublishedSegments second = published();
        assertThat(second.segments()).hasSize(1);
        assertThat(second.tip()).isNotEqualTo(first.tip());
        assertThat(stored(1)).isPresent().isNotEqualTo(lowest);

        assertThat(removeBecause("another branch", 1, "--yes").exit()).isZero();
        assertThat(imported(demo).exit()).isZero();
        assertThat(published().segments()).isEqualTo(first.segments());
        assertThat(published().tip()).isEqualTo(first.tip());
        assertThat(stored(1)).isEqualTo(lowest);
        assertThat(removeBecause("another branch", 0, "--yes").exit()).isZero();
    }

    private static Ran imported(String file) {
        return run("import", "--chain", "regtest", "--kafka", broker.bootstrap(), file);
    }

    private static Optional<BlockHash> stored(long height) {
        return KafkaStoredBlocks.at(BrokerAccess.open(broker.bootstrap()), CHAIN, height)
                .map(block -> block.ref().hash());
    }

    private record Ran(int exit, String said) {}

    private static Ran remove(long height, String... more) {
        return removeBecause("wrong file", height, more);
    }

    private static Ran removeBecause(String reason, long height, String... more) {
        var arguments = new ArrayList<>(List.of(
                "remove",
                "--chain",
                "regtest",
                "--kafka",
                broker.bootstrap(),
                "--from-height",
                Long.toString(height),
                "--by",
                "Ada",
                "--reason",
                reason));
        arguments.addAll(List.of(more));
        return run(arguments.toArray(String[]::new));
    }

    private static Ran run(String... arguments) {
        var said = new StringWriter();
        var writer = new PrintWriter(said);
        int exit = ChainAdapter.commandLine().setOut(writer).setErr(writer).execute(arguments);
        return new Ran(exit, said.toString());
    }

    private static PublishedSegments published() {
        try (var publisher = KafkaBlockPublisher.open(broker.bootstrap(), CHAIN, (short) 1)) {
            return publisher.published();
        }
    }

    /** Those of the command; other tests leave reorgs on the topic. */
    private static List<BlockRetracted> retractions() throws Exception {
        return TopicReader.all(broker.bootstrap(), CHAIN).stream()
                .filter(ChainRecord::hasRetracted)
                .map(ChainRecord::getRetracted)
                .filter(record -> record.getReason().equals("removed by Ada: wrong file"))
                .toList();
    }
}
