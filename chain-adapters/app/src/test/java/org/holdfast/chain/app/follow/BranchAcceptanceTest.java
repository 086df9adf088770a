package org.holdfast.chain.app.follow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.holdfast.api.health.FollowHealthResponse;
import org.holdfast.chain.spi.InMemoryBlockPublisher;
import org.holdfast.chain.spi.InMemoryBlockSource;
import org.holdfast.chain.spi.Places;
import org.holdfast.chain.spi.TestBlocks;
import org.holdfast.chain.spi.TopicFold;
import org.holdfast.primitives.BlockRef;
import org.holdfast.records.chain.v1.BlocksRemoved;
import org.holdfast.records.chain.v1.BranchAccepted;
import org.holdfast.records.chain.v1.ChainRecord;
import org.holdfast.servers.OwnProcess;
import org.holdfast.testkit.MovableClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A branch that leaves the published chain below a final block is followed once an operator accepts it. */
class BranchAcceptanceTest {
    private static final int DEPTH = 10;

    private final InMemoryBlockPublisher.Topic topic = new InMemoryBlockPublisher.Topic(TestBlocks.CHAIN);
    private final MovableClock clock = new MovableClock(Instant.parse("2026-01-01T00:00:00Z"));
    private InMemoryBlockSource chain = new InMemoryBlockSource(TestBlocks.CHAIN, 0);

    @ParameterizedTest
    @CsvSource({"11,12", "25,20", "39,60"})
    void anAcceptedBranchIsFollowedAndTheDecisionIsOnTheTopic(int depth, int blocks) {
        publish(40);
        BlockRef oldTip = chain.tip();
        chain.reorganise(depth, blocks);
        waitsForTheOperator();
        BlockRef common = chain.refs().get(39 - depth);
        try (var run = accepting(chain.tip())) {
            run.awaitTip(chain.tip());
            assertThat(run.status.retractions()).isEqualTo(depth);
            assertThat(run.log).anyMatch(line -> line.contains("accepted by operator: the network follows it"));
            chain.reorganise(3, 4);
            run.awaitTip(chain.tip());
        }
        assertThat(fold().chain()).isEqualTo(chain.refs());
        assertThat(decisions()).singleElement().satisfies(decision -> {
            assertThat(Places.ref(decision.getFinalBlock())).isEqualTo(common);
            assertThat(Places.ref(decision.getOldTip())).isEqualTo(oldTip);
            assertThat(decision.getAcceptedBy()).isEqualTo("operator");
            assertThat(decision.getReason()).isEqualTo("the network follows it");
            assertThat(decision.getAcceptedAt()).isEqualTo("2026-01-01T00:00:00Z");
        });
    }

    @Test
    void aSegmentIsGivenUpWholeWhereTheBranchLeavesItBelowItsFirstBlock() {
        chain = new InMemoryBlockSource(TestBlocks.CHAIN, 50);
        publish(30);
        chain.reorganise(30, 31);
        try (var run = accepting(chain.tip())) {
            run.awaitTip(chain.tip());
        }
        assertThat(fold().chain()).isEqualTo(chain.refs());
        assertThat(decisions()).singleElement().matches(decision -> !decision.hasFinalBlock());
    }

    @Test
    void aCrashAfterTheDecisionIsContinuedWithoutIt() {
        publish(40);
        chain.reorganise(20, 21);
        topic.crashNext(InMemoryBlockPublisher.Crash.AFTER_COMMIT);
        try (var run = accepting(chain.tip())) {
            assertThatThrownBy(() -> {
                        throw run.failure();
                    })
                    .isInstanceOf(InMemoryBlockPublisher.CrashException.class);
        }
        try (var run = FollowRun.start(chain, new InMemoryBlockPublisher(topic), DEPTH, clock)) {
            run.awaitTip(chain.tip());
        }
        assertThat(fold().chain()).isEqualTo(chain.refs());
    }

    /** A removal is a decision too, and names no branch. */
    @Test
    void aBranchIsAcceptedAfterARemoval() {
        publish(40);
        var publisher = new InMemoryBlockPublisher(topic);
        BlockRef tip = chain.tip();
        publisher.remove(
                List.of(chain.blockAt(tip.height()).orElseThrow()),
                BlocksRemoved.newBuilder()
                        .setLowest(Places.place(tip))
                        .setHighest(Places.place(tip))
                        .setRemovedBy("Ada")
                        .build());
        publish(0);
        chain.reorganise(20, 21);
        try (var run = accepting(chain.tip())) {
            run.awaitTip(chain.tip());
        }
        assertThat(fold().chain()).isEqualTo(chain.refs());
        assertThat(decisions()).hasSize(1);
    }

    @Test
    void anAcceptanceOfAnotherBranchOrOfAPastOneIsNotUsed() {
        publish(40);
        BlockRef past = chain.refs().get(35);
        chain.reorganise(15, 16);
        for (BlockRef accepted : List.of(past, new BlockRef(35, TestBlocks.NOTHING))) {
            try (var run = accepting(accepted)) {
                run.awaitState(FollowHealthResponse.OTHER_BRANCH);
                assertThat(run.status.retractions()).isZero();
            }
        }
        BlockRef branch = chain.tip();
        try (var run = accepting(branch)) {
            run.awaitTip(chain.tip());
            chain.grow(5);
            run.awaitTip(chain.tip());
            // The next branch has the block that was accepted, and is another decision all the same.
            chain.grow(30);
            run.awaitTip(chain.tip());
            chain.reorganise(25, 30);
            run.awaitState(FollowHealthResponse.OTHER_BRANCH);
        }
        assertThat(decisions()).hasSize(1);
    }

    @Test
    void aBlockOfBothBranchesNamesNone() {
        publish(40);
        chain.reorganise(15, 16);
        try (var run = accepting(chain.refs().get(20))) {
            assertThat(OwnProcess.await(
                            () -> run.log.stream().anyMatch(line -> line.contains("chain.follow.branch-not-named")),
                            Duration.ofMinutes(1)))
                    .isTrue();
            run.awaitState(FollowHealthResponse.OTHER_BRANCH);
        }
        assertThat(fold().retractions()).isZero();
    }

    @Test
    void aBranchBelowAllKnownHashesIsRefusedAndSaid() {
        publish(BranchAcceptance.DEPTH_MAX + 20);
        chain.reorganise(BranchAcceptance.DEPTH_MAX + 2, BranchAcceptance.DEPTH_MAX + 3);
        try (var run = accepting(chain.tip())) {
            assertThat(OwnProcess.await(
                            () -> run.log.stream().anyMatch(line -> line.contains("chain.follow.branch-too-far")),
                            Duration.ofMinutes(1)))
                    .isTrue();
            run.awaitState(FollowHealthResponse.OTHER_BRANCH);
        }
        assertThat(fold().retractions()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"7, why, who", "7:ab, why, who", "-1:%s, why, who", "7:%s, ' ', who", "7:%s, why, ''"})
    void anIncompleteAcceptanceIsRefused(String block, String reason, String by) {
        String whole = block.formatted("ab".repeat(32));
        assertThatThrownBy(() -> AcceptedBranch.of(whole, reason, by))
                .hasMessageContaining("chain.follow.acceptance-incomplete");
    }

    private void publish(int blocks) {
        chain.grow(blocks);
        try (var run = FollowRun.start(chain, new InMemoryBlockPublisher(topic), DEPTH, clock)) {
            run.awaitTip(chain.tip());
        }
    }

    private void waitsForTheOperator() {
        try (var run = FollowRun.start(chain, new InMemoryBlockPublisher(topic), DEPTH, clock)) {
            run.awaitState(FollowHealthResponse.OTHER_BRANCH);
        }
    }

    private FollowRun accepting(BlockRef block) {
        var branch = AcceptedBranch.of(block.toString(), "the network follows it", "operator");
        PublishedHashes hashes = (published, height) -> fold().chain().stream()
                .filter(ref -> ref.height() >= height)
                .map(BlockRef::hash)
                .toList();
        var acceptance = new BranchAcceptance(branch, hashes, clock);
        return FollowRun.accepting(chain, new InMemoryBlockPublisher(topic), DEPTH, acceptance, clock);
    }

    private TopicFold fold() {
        return TopicFold.of(topic.records());
    }

    private List<BranchAccepted> decisions() {
        return topic.records().stream()
                .filter(ChainRecord::hasRetracted)
                .filter(record -> record.getRetracted().hasAccepted())
                .map(record -> record.getRetracted().getAccepted())
                .toList();
    }
}
