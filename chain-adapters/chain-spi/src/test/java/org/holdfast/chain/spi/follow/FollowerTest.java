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
import org.holdfast.primitives.InputFaultException;
import org.junit.jupiter.api.Test;

class FollowerTest {
    private static final Finality BY_6 = new Finality.ByDepth(6);

    private final InMemoryBlockPublisher.Topic topic = new InMemoryBlockPublisher.Topic(TestBlocks.CHAIN);
    private final BlockPublisher publisher = new InMemoryBlockPublisher(topic);
    private InMemoryBlockSource source = new InMemoryBlockSource(TestBlocks.CHAIN, 0);

    @Test
    void catchesUpAndRests() {
        assertThat(settle(BY_6)).isEqualTo(Move.Why.SOURCE_EMPTY);
        source.grow(20);
        assertThat(settle(BY_6)).isEqualTo(Move.Why.AT_TIP);
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
        assertThatThrownBy(() -> settle(BY_6))
                .isInstanceOf(InputFaultException.class)
                .hasMessageContaining("chain.follow.reorg-too-deep")
                .hasMessageContaining("14:");
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
        assertThatThrownBy(() -> settle(BY_6)).hasMessageContaining("chain.follow.other-chain");
        assertThat(fold().retractions()).isZero();
    }

    @Test
    void aSourceThatIsBehindOnTheSameBranchIsWaitedFor() {
        source.grow(9);
        settle(BY_6);
        source.shrink(5);
        assertThat(settle(BY_6)).isEqualTo(Move.Why.SOURCE_BEHIND);
        source.shrink(4);
        assertThat(settle(BY_6)).isEqualTo(Move.Why.SOURCE_EMPTY);
        assertThat(fold().retractions()).isZero();
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
        assertThatThrownBy(() -> settle(new Finality.BySource())).hasMessageContaining("reorg-too-deep");
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

    private Move.Why settle(Finality finality) {
        return run(new Follower(source, publisher.published(), finality, OptionalLong.empty()));
    }

    private Move.Why run(Follower follower) {
        Optional<Move.Why> rest = Optional.empty();
        while (rest.isEmpty()) {
            Move move = follower.next();
            Follower.make(move, publisher);
            assertThat(publisher.published()).isEqualTo(follower.published());
            rest = move instanceof Move.Rest(Move.Why why) ? Optional.of(why) : Optional.empty();
        }
        return rest.get();
    }
}
