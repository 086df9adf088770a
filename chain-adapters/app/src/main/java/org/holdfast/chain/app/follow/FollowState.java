package org.holdfast.chain.app.follow;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.holdfast.api.health.FollowHealthResponse;
import org.holdfast.chain.spi.follow.Move;
import org.holdfast.chain.spi.follow.Waiting;
import org.holdfast.primitives.InputFault;

/**
 * What a follower does, and since when.
 *
 * @param word of {@link FollowHealthResponse}
 * @param trouble why it does not follow; empty where it does
 * @param missing what the source does not hand out
 */
record FollowState(String word, Instant since, String trouble, Optional<Missing> missing) {
    /** What a node of another network is refused with; no other refusal can be sure that waiting does not help. */
    private static final Set<String> ANOTHER_NETWORK = Set.of("bitcoin.node.wrong-network", "evm.node.other-chain");

    /** Heights of missing blocks, both included. */
    record Missing(long first, long last) {}

    static FollowState starting(Instant now) {
        return new FollowState(FollowHealthResponse.STARTING, now, "", Optional.empty());
    }

    static FollowState at(Move move, Instant now) {
        return switch (move) {
            case Move.Publish publish -> well(FollowHealthResponse.PUBLISHING, now);
            case Move.Retract retract -> well(FollowHealthResponse.RETRACTING, now);
            case Move.Rest(Waiting waiting) ->
                new FollowState(
                        word(waiting),
                        now,
                        waiting.fault().map(InputFault::sentence).orElse(""),
                        waiting instanceof Waiting.MissingBlocks gap
                                ? Optional.of(new Missing(gap.first(), gap.last()))
                                : Optional.empty());
        };
    }

    /** The state of a follower whose source was refused; empty where the refusal may pass by itself. */
    static Optional<FollowState> at(InputFault refusal, Instant now) {
        return ANOTHER_NETWORK.contains(refusal.code())
                ? Optional.of(
                        new FollowState(FollowHealthResponse.OTHER_NETWORK, now, refusal.sentence(), Optional.empty()))
                : Optional.empty();
    }

    private static FollowState well(String word, Instant now) {
        return new FollowState(word, now, "", Optional.empty());
    }

    private static String word(Waiting waiting) {
        return switch (waiting) {
            case Waiting.NewTip tip -> FollowHealthResponse.AT_TIP;
            case Waiting.FirstBlock first -> FollowHealthResponse.SOURCE_EMPTY;
            case Waiting.SourceBehind behind -> FollowHealthResponse.SOURCE_BEHIND;
            case Waiting.MissingBlocks missing -> FollowHealthResponse.BLOCKS_MISSING;
            case Waiting.OtherBranch branch -> FollowHealthResponse.OTHER_BRANCH;
        };
    }

    /** The next state; its time is that of this one where both are of one word. */
    FollowState then(FollowState next) {
        return next.word.equals(word) ? new FollowState(word, since, next.trouble, next.missing) : next;
    }

    /** Whether somebody has to look after so long: at once, unless the source may well catch up by itself. */
    boolean isWrongAfter(long seconds, Duration patience) {
        return switch (word) {
            case FollowHealthResponse.BLOCKS_MISSING,
                    FollowHealthResponse.OTHER_BRANCH,
                    FollowHealthResponse.OTHER_NETWORK -> true;
            case FollowHealthResponse.SOURCE_BEHIND, FollowHealthResponse.SOURCE_EMPTY ->
                seconds >= patience.toSeconds();
            default -> false;
        };
    }
}
