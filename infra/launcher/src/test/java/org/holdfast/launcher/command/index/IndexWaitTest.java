package org.holdfast.launcher.command.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.List;
import org.holdfast.api.index.ChainsResponse;
import org.holdfast.api.index.ChainsResponse.ChainStatus;
import org.holdfast.api.index.ChainsResponse.FeedStatus;
import org.holdfast.api.index.ChainsResponse.SegmentStatus;
import org.holdfast.api.program.ImportReport.Tip;
import org.holdfast.launcher.client.TracingClient;
import org.holdfast.launcher.stub.Answers;
import org.holdfast.launcher.stub.StubService;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The wait for the last published block: neither too early, nor for ever. */
class IndexWaitTest {
    private static final String CHAINS = "GET /v1/chains";
    private static final ChainId CHAIN = new ChainId(Answers.REGTEST);
    private static final Tip TIP = new Tip(6, "tip");
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final FeedStatus BEHIND = new FeedStatus(FeedStatus.READING, 7, null);

    private StubService service;
    private TracingClient tracing;

    @BeforeEach
    void start() throws Exception {
        service = new StubService();
        tracing = new TracingClient(service.url(), "token");
    }

    @AfterEach
    void stop() {
        service.close();
    }

    private void indexed(long blocks, String lastHash, FeedStatus feed) {
        service.on(CHAINS, 200, Answers.chains(Answers.chain(Answers.REGTEST, blocks, lastHash, feed)));
    }

    private InputFault refused(Duration standstill) {
        return catchThrowableOfType(
                        InputFaultException.class, () -> new IndexWait(tracing, standstill).awaitBlock(CHAIN, TIP))
                .fault();
    }

    @Test
    void anIndexThatHasTheBlockIsNotWaitedFor() {
        indexed(7, "tip", Answers.READ);
        assertThat(new IndexWait(tracing).awaitBlock(CHAIN, TIP).blocks()).isEqualTo(7);
        assertThat(service.asked()).hasSize(1);
    }

    @Test
    void theBlockMayBeInAnySegment() {
        // Files may bring lower heights after higher ones.
        var ends = List.of(new SegmentStatus(4, "a", 6, "tip"), new SegmentStatus(20, "b", 22, "other"));
        service.on(CHAINS, 200, Answers.chains(segments(ends, Answers.READ)));
        assertThat(new IndexWait(tracing).awaitBlock(CHAIN, TIP).blocks()).isEqualTo(6);
        var between = List.of(new SegmentStatus(4, "a", 9, "other"));
        service.on(CHAINS, 200, Answers.chains(segments(between, Answers.READ)));
        assertThat(new IndexWait(tracing).awaitBlock(CHAIN, TIP).blocks()).isEqualTo(6);
    }

    @Test
    void anIndexThatIsBuiltAgainIsWaitedFor() {
        var ends = List.of(new SegmentStatus(4, "a", 6, "tip"));
        var rebuilding = new FeedStatus(FeedStatus.WAITING, 0, "rebuilding the index: 2 of 6 blocks");
        service.on(CHAINS, 200, Answers.chains(segments(ends, rebuilding)));
        assertThat(refused(SHORT).got()).startsWith("6 blocks, rebuilding the index: 2 of 6 blocks, no more within");
    }

    private static ChainStatus segments(List<SegmentStatus> segments, FeedStatus feed) {
        return new ChainStatus(Answers.REGTEST, segments, 6, 1, 1, 1, 1, "1", "1", 0, 1, 1, feed);
    }

    @Test
    void anIndexThatGrowsIsWaitedForUntilItHasTheBlock() throws Exception {
        indexed(5, "x", BEHIND);
        var grower = Thread.ofPlatform().start(() -> {
            try {
                service.awaitAsked(CHAINS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            indexed(6, "y", BEHIND);
            indexed(7, "tip", Answers.READ);
        });
        assertThat(new IndexWait(tracing).awaitBlock(CHAIN, TIP).blocks()).isEqualTo(7);
        grower.join();
    }

    @Test
    void aFeedWithoutLagIsNotEnoughIfTheBlockIsNotThere() {
        indexed(5, "another", Answers.READ);
        InputFault fault = refused(SHORT);
        assertThat(fault.code()).isEqualTo("launcher.index.stands-still");
        assertThat(fault.expected()).isEqualTo("block tip");
        assertThat(fault.got()).startsWith("5 blocks, no more within");
    }

    @Test
    void aFeedThatHasStoppedIsNotWaitedFor() {
        indexed(5, "x", new FeedStatus(FeedStatus.STOPPED, 3, "at offset 7: tracing.feed.malformed"));
        InputFault fault = refused(Duration.ofMinutes(2));
        assertThat(fault.code()).isEqualTo("launcher.index.stands-still");
        assertThat(fault.got()).contains("at offset 7: tracing.feed.malformed");
    }

    @Test
    void aChainThatTheServiceDoesNotHaveCountsAsNoBlocks() {
        service.on(CHAINS, 200, Answers.chains());
        assertThat(refused(SHORT).got()).startsWith("0 blocks");
    }

    @Test
    void anIndexThatIsNotOpenYetSaysNothingOfRemovedBlocks() throws Exception {
        service.on(CHAINS, 200, Answers.chains());
        assertThat(catchThrowableOfType(
                                InputFaultException.class, () -> new IndexWait(tracing, SHORT).awaitBelow(CHAIN, 5))
                        .fault()
                        .code())
                .isEqualTo("launcher.index.stands-still");
        indexed(6, "tip", Answers.READ);
        assertThat(catchThrowableOfType(
                                InputFaultException.class, () -> new IndexWait(tracing, SHORT).awaitBelow(CHAIN, 5))
                        .fault()
                        .got())
                .startsWith("6 blocks");
        indexed(5, "x", Answers.READ);
        new IndexWait(tracing, SHORT).awaitBelow(CHAIN, 5);
    }

    @Test
    void chainsOfBothModelsAreFoundByTheirId() {
        service.on(
                CHAINS,
                200,
                new ChainsResponse(
                        List.of(Answers.chain(Answers.REGTEST, 5, "x", Answers.READ)),
                        List.of(Answers.ledger(Answers.ETHEREUM, 4, 2))));
        assertThat(IndexedChain.all(tracing)).extracting(IndexedChain::blocks).containsExactly(5L, 4L);
        assertThat(IndexedChain.find(tracing, new ChainId(Answers.ETHEREUM)))
                .hasValueSatisfying(chain -> assertThat(chain.summary())
                        .isEqualTo("indexed: 4 blocks, 40 entries, 80 movements, 7 accounts;"
                                + " 2 payments exceed what is known of their payer"));
        assertThat(IndexedChain.find(tracing, new ChainId("eip155:10"))).isEmpty();
    }

    @Test
    void unknownInputsAreSaidInTheSummary() {
        ChainStatus known = Answers.chain(Answers.REGTEST, 5, "x", Answers.READ);
        service.on(CHAINS, 200, Answers.chains(known));
        assertThat(IndexedChain.find(tracing, CHAIN).orElseThrow().summary())
                .isEqualTo("indexed: 5 blocks, 50 transactions, 30 outputs, 18 of them unspent; output sum 5000,"
                        + " unspent sum 4000");
        var unknown =
                new ChainStatus(Answers.REGTEST, List.of(), 5, 50, 12, 30, 18, "5000", "4000", 9, 1, 1, Answers.READ);
        service.on(CHAINS, 200, Answers.chains(unknown));
        assertThat(IndexedChain.find(tracing, CHAIN).orElseThrow().summary())
                .endsWith("; 9 inputs spend outputs from before these blocks, values unknown");
    }
}
