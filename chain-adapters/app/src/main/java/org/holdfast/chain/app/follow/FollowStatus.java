package org.holdfast.chain.app.follow;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.holdfast.api.health.FollowHealthResponse;
import org.holdfast.chain.spi.PublishedSegments;
import org.holdfast.chain.spi.VerifiedBlock;
import org.holdfast.chain.spi.follow.Move;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.ChainId;

/** How following goes, counted as it goes. The two threads of a follower write it; any thread reads it. */
public final class FollowStatus {
    /** Whether somebody has to look. */
    public enum Health {
        /** The source answers. */
        UP,
        /** The source has been silent for too long, or what it says is refused. */
        DEGRADED
    }

    private record Tip(Optional<BlockRef> block, long timeSeconds) {}

    private final ChainId chain;
    private final List<String> assumptions;
    private final Clock clock;
    private final Duration silence;
    private final AtomicReference<Tip> published = new AtomicReference<>(new Tip(Optional.empty(), 0));
    private final AtomicReference<Optional<BlockRef>> finalBlock = new AtomicReference<>(Optional.empty());
    private final AtomicReference<Optional<BlockRef>> source = new AtomicReference<>(Optional.empty());
    private final AtomicReference<Instant> lastAnswer;
    private final AtomicReference<String> trouble = new AtomicReference<>("");
    private final AtomicReference<String> state = new AtomicReference<>(FollowHealthResponse.STARTING);
    private final AtomicLong blocks = new AtomicLong();
    private final AtomicLong transactions = new AtomicLong();
    private final AtomicLong retractions = new AtomicLong();
    private final AtomicLong refusals = new AtomicLong();
    private final AtomicLong sourceErrors = new AtomicLong();

    /**
     * The status of a follower that has not begun.
     *
     * @param assumptions what is assumed of the chain and was not looked up
     */
    public FollowStatus(ChainId chain, List<String> assumptions, Clock clock, Duration silence) {
        this.chain = chain;
        this.assumptions = List.copyOf(assumptions);
        this.clock = clock;
        this.silence = silence;
        this.lastAnswer = new AtomicReference<>(clock.instant());
    }

    void begins(PublishedSegments segments) {
        published.set(new Tip(segments.tip(), 0));
        finalBlock.set(segments.finalBlock());
    }

    void answered(String now) {
        lastAnswer.set(clock.instant());
        trouble.set("");
        state.set(now);
    }

    void sourceTip(Optional<BlockRef> tip) {
        source.set(tip);
    }

    void sourceFailed(String why) {
        sourceErrors.incrementAndGet();
        trouble.set(why);
    }

    void refused(String why) {
        refusals.incrementAndGet();
        trouble.set(why);
    }

    void made(Move move, PublishedSegments after) {
        switch (move) {
            case Move.Publish(VerifiedBlock block) -> {
                blocks.incrementAndGet();
                transactions.addAndGet(block.opened().getTransactionCount());
                published.set(new Tip(after.tip(), block.opened().getTimeSeconds()));
            }
            case Move.Retract retract -> {
                retractions.incrementAndGet();
                published.updateAndGet(tip -> new Tip(after.tip(), tip.timeSeconds()));
            }
            case Move.Rest rest -> {
                // Nothing changed.
            }
        }
        finalBlock.set(after.finalBlock());
    }

    public ChainId chain() {
        return chain;
    }

    /** What is assumed of the chain and was not looked up. */
    public List<String> assumptions() {
        return assumptions;
    }

    /** The last published block. */
    public Optional<BlockRef> tip() {
        return published.get().block();
    }

    public Optional<BlockRef> finalBlock() {
        return finalBlock.get();
    }

    /** The source's tip as it was last seen. */
    public Optional<BlockRef> sourceTip() {
        return source.get();
    }

    /** Blocks by which the topic is behind the source; 0 where it is not, or the source has not answered yet. */
    public long lagBlocks() {
        return source.get().map(tip -> Math.max(0, tip.height() - height())).orElse(0L);
    }

    /** Seconds since the time in the header of the last published block, while the topic is behind; 0 otherwise. */
    public long lagSeconds() {
        Tip tip = published.get();
        return lagBlocks() == 0 || tip.timeSeconds() == 0
                ? 0
                : Math.max(0, clock.instant().getEpochSecond() - tip.timeSeconds());
    }

    /** The height of the last published block; -1 where there is none. */
    public long height() {
        return tip().map(BlockRef::height).orElse(-1L);
    }

    /** Seconds since the source last gave an answer that could be used. */
    public long silentSeconds() {
        return Duration.between(lastAnswer.get(), clock.instant()).toSeconds();
    }

    public Health health() {
        return silentSeconds() > silence.toSeconds() ? Health.DEGRADED : Health.UP;
    }

    /** What the follower does, in a word of {@link FollowHealthResponse}. */
    public String state() {
        return state.get();
    }

    /** Why the source's last answer could not be used; empty where it could. */
    public String trouble() {
        return trouble.get();
    }

    /** Blocks published since the start. */
    public long blocks() {
        return blocks.get();
    }

    public long transactions() {
        return transactions.get();
    }

    public long retractions() {
        return retractions.get();
    }

    /** Answers that were no blocks of this chain, or did not verify. */
    public long refusals() {
        return refusals.get();
    }

    public long sourceErrors() {
        return sourceErrors.get();
    }
}
