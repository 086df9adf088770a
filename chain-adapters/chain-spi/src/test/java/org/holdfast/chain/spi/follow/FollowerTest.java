package org.holdfast.chain.spi.follow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.holdfast.chain.spi.BlockPublisher;
import org.holdfast.chain.spi.InMemoryBlockPublisher;
import org.holdfast.chain.spi.InMemoryBlockSource;
import org.holdfast.chain.spi.PublishedSegments;
import org.holdfast.chain.spi.SourceUnavailableException;
import org.holdfast.chain.spi.TestBlocks;
import org.holdfast.chain.spi.TopicFold;
import org.holdfast.primitives.BlockRef;
import org.junit.jupiter.api.Test;

class FollowerTest {
    private static final Finality BY_6 = new Finality.ByDepth(6);

    private final InMemoryBlockPublisher.Topic topic = new InMemoryBlockPublisher.Topic(TestBlocks.CHAIN);
    private final BlockPublisher publisher = new InMemoryBlockPublisher(topic);
    private InMemoryBlockSource source = new InMemoryBlockSource(TestBlocks.CHAIN, 0);

    @Test
    void catchesUpAndRests() {
        assertThat(settle(BY_6)).isInstanceOf(Waiting.FirstBlock.class);
        source.grow(20);
        assertThat(settle(BY_6)).isInstanceOf(Waiting.NewTip.class);
        assertThat(fold().chain()).isEqualTo(source.refs());
        assertThat(fold().finalBlock()).contains(source.refs().get(13));
    }

    @Test
    void aReorgAsDeepAsTheFinalDepthIsFollowedAndADeeperOneTakesBackNothing() {
        source.grow(20);
        settle(BY_6);
        source.reorganise(6, 7);
        settle(BY_6);
        assertThat(fold().chain()).isEqualTo(source.refs());
        assertThat(fold().retractions()).isEqualTo(6);

        List<BlockRef> before = fold().chain();
        source.reorganise(7, 8);
        assertThat(otherBranch(BY_6))
                .contains("chain.follow.reorg-too-deep", "14:", "--accept-branch 14:" + hashAt(14));
        assertThat(fold().chain()).isEqualTo(before);
    }

    @Test
    void aReorgDeeperThanTheFirstPublishedBlockBeginsAgain() {
        source = new InMemoryBlockSource(TestBlocks.CHAIN, 50);
        source.grow(5);
        settle(BY_6);
        source.reorganise(5, 6);
        settle(BY_6);
        assertThat(fold().chain()).isEqualTo(source.refs());
    }

    @Test
    void anotherGenesisBlockIsAnotherChain() {
        source.grow(3);
        settle(BY_6);
        source.reorganise(3, 9);
        assertThat(otherBranch(BY_6)).contains("chain.follow.other-chain", hashAt(0));
        assertThat(fold().retractions()).isZero();
    }

    @Test
    void aSourceThatIsBehindOnTheSameBranchIsWaitedFor() {
        source.grow(9);
        settle(BY_6);
        source.shrink(5);
        assertThat(text(settle(BY_6))).contains("chain.follow.source-behind", "height 8", "ends with 3:");
        source.shrink(4);
        assertThat(text(settle(BY_6))).contains("chain.follow.source-behind", "got no block");
        assertThat(fold().retractions()).isZero();
    }

    @Test
    void aSourceThatIsFarBehindOnAnotherChainIsToldByTheFirstBlock() {
        source.grow(20);
        settle(BY_6);
        source.shrink(20);
        source.grow(3);
        assertThat(otherBranch(BY_6)).contains("chain.follow.other-chain", hashAt(0));
        assertThat(fold().retractions()).isZero();
    }

    @Test
    void blocksThatTheSourceHasPrunedAreWaitedForAndNoBlockAboveThemIsPublished() {
        source.grow(9);
        settle(BY_6);
        source.grow(30);
        source.pruneBelow(20);
        assertThat(settle(BY_6)).isInstanceOfSatisfying(Waiting.MissingBlocks.class, missing -> {
            assertThat(missing.first()).isEqualTo(9);
            assertThat(missing.last()).isEqualTo(19);
            assertThat(text(missing))
                    .contains("chain.follow.blocks-missing", "blocks 9 to 19", InMemoryBlockSource.WORDS);
        });
        assertThat(fold().chain()).isEqualTo(source.refs().subList(0, 9));
        source.handOutAll();
        assertThat(settle(BY_6)).isInstanceOf(Waiting.NewTip.class);
        assertThat(fold().chain()).isEqualTo(source.refs());
    }

    @Test
    void oneBlockThatTheSourceDoesNotHandOutIsWaitedFor() {
        source.grow(9);
        source.withhold(5);
        assertThat(settle(BY_6)).isInstanceOfSatisfying(Waiting.MissingBlocks.class, missing -> {
            assertThat(missing.first()).isEqualTo(5);
            assertThat(missing.last()).isEqualTo(5);
            assertThat(text(missing)).contains(InMemoryBlockSource.WORDS);
        });
        source.handOutAll();
        settle(BY_6);
        assertThat(fold().chain()).isEqualTo(source.refs());
    }

    @Test
    void missingBlocksOfAnotherBranchAreThoseAboveTheLastCommonOne() {
        source.grow(9);
        settle(BY_6);
        source.reorganise(3, 20);
        source.pruneBelow(15);
        assertThat(settle(BY_6)).isInstanceOfSatisfying(Waiting.MissingBlocks.class, missing -> {
            assertThat(missing.first()).isEqualTo(6);
            assertThat(missing.last()).isEqualTo(14);
        });
        assertThat(fold().chain()).isEqualTo(source.refs().subList(0, 6));
    }

    @Test
    void aStartBelowWhatTheSourceHasIsWaitedFor() {
        source.grow(9);
        source.pruneBelow(7);
        var asked = new Follower(source, publisher.published(), BY_6, OptionalLong.of(5));
        assertThat(run(asked)).isInstanceOfSatisfying(Waiting.MissingBlocks.class, missing -> {
            assertThat(missing.first()).isEqualTo(5);
            assertThat(missing.last()).isEqualTo(6);
        });
        assertThat(fold().chain()).isEmpty();
        settle(BY_6);
        assertThat(fold().chain()).isEqualTo(source.refs().subList(7, 9));
    }

    @Test
    void aShorterBranchIsFollowed() {
        source.grow(9);
        settle(BY_6);
        source.reorganise(4, 2);
        settle(BY_6);
        assertThat(fold().chain()).isEqualTo(source.refs());
    }

    @Test
    void beginsWhereItIsToldTo() {
        source.grow(9);
        run(new Follower(source, publisher.published(), BY_6, OptionalLong.of(5)));
        assertThat(fold().chain()).isEqualTo(source.refs().subList(5, 9));
    }

    @Test
    void whatTheChainCallsFinalIsFinal() {
        source.grow(10);
        source.finalTip(source.refs().get(4));
        settle(new Finality.BySource());
        assertThat(fold().finalBlock()).contains(source.refs().get(4));
        source.reorganise(5, 6);
        settle(new Finality.BySource());
        assertThat(fold().chain()).isEqualTo(source.refs());
        source.reorganise(7, 8);
        assertThat(otherBranch(new Finality.BySource())).contains("reorg-too-deep");
    }

    @Test
    void theFinalBlockMayBeAheadOfWhatIsPublished() {
        source.grow(10);
        source.finalTip(source.tip());
        settle(new Finality.BySource());
        assertThat(fold().finalBlock()).contains(source.tip());
    }

    @Test
    void aSourceThatContradictsItselfIsGivenUpForNow() {
        source.grow(4);
        settle(BY_6);
        source.grow(1);
        var other = TestBlocks.block(TestBlocks.CHAIN, 4, TestBlocks.NOTHING, 7);
        var lying = new StubContradiction(source, other);
        var follower = new Follower(lying, publisher.published(), BY_6, OptionalLong.empty());
        assertThatThrownBy(follower::next)
                .isInstanceOf(SourceUnavailableException.class)
                .hasMessageContaining("contradicts");
    }

    @Test
    void aDepthOutOfRangeIsRefused() {
        assertThatThrownBy(() -> new Finality.ByDepth(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Finality.ByDepth(PublishedSegments.RECENT_MAX))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private TopicFold fold() {
        return TopicFold.of(topic.records());
    }

    private String hashAt(int height) {
        return source.refs().get(height).hash().toString();
    }

    private static String text(Waiting waiting) {
        return waiting.fault().orElseThrow().sentence();
    }

    private String otherBranch(Finality finality) {
        Waiting waiting = settle(finality);
        assertThat(waiting).isInstanceOf(Waiting.OtherBranch.class);
        return text(waiting);
    }

    private Waiting settle(Finality finality) {
        return run(new Follower(source, publisher.published(), finality, OptionalLong.empty()));
    }

    private Waiting run(Follower follower) {
        Optional<Waiting> rest = Optional.empty();
        while (rest.isEmpty()) {
            Move move = follower.next();
            Follower.make(move, publisher);
            assertThat(publisher.published()).isEqualTo(follower.published());
            rest = move instanceof Move.Rest(Waiting waiting) ? Optional.of(waiting) : Optional.empty();
        }
        return rest.get();
    }
}
