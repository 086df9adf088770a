package org.holdfast.chain.app.follow;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.holdfast.chain.spi.PublishedSegments;
import org.holdfast.chain.spi.VerifiedBlock;
import org.holdfast.chain.spi.follow.Move;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.InputFault;

/** How following goes, counted as it goes. The two threads of a follower write it; any thread reads it. */
public final class FollowStatus {
    /** Whether somebody has to look. */
    public enum Health {
        /** The topic follows the source. */
        UP,
        /** Something keeps the topic from the source's chain, or a part of the source does not work. */
        DEGRADED
    }

    private record Tip(Optional<BlockRef> block, long timeSeconds) {}

    /**
     * Moves that are planned and not made.
     *
     * @param since when the first of them was planned, or the one before it made
     */
    private record Due(int moves, Instant since) {}

    private final ChainId chain;
    private final List<String> assumptions;
    private final Clock clock;
    private final Duration patience;
    private final Consumer<String> log;
    private final AtomicReference<Tip> published = new AtomicReference<>(new Tip(Optional.empty(), 0));
    private final AtomicReference<Optional<BlockRef>> finalBlock = new AtomicReference<>(Optional.empty());
    private final AtomicReference<Optional<BlockRef>> source = new AtomicReference<>(Optional.empty());
    /** Since when the source owes an answer; empty while it is not asked. */
    private final AtomicReference<Optional<Instant>> askedSince = new AtomicReference<>(Optional.empty());

    private final AtomicReference<Due> due;

    private final AtomicReference<String> failure = new AtomicReference<>("");
    private final AtomicReference<FollowState> state;
    private final AtomicReference<List<String>> notices = new AtomicReference<>(List.of());
    private final AtomicLong blocks = new AtomicLong();
    private final AtomicLong transactions = new AtomicLong();
    private final AtomicLong retractions = new AtomicLong();
    private final AtomicLong refusals = new AtomicLong();
    private final AtomicLong sourceErrors = new AtomicLong();

    /**
     * The status of a follower that has not begun.
     *
     * @param assumptions what is assumed of the chain and was not looked up
     * @param patience how long a fault that may pass is borne before health says degraded
     * @param log takes a line at each change that a person has to know
     */
    public FollowStatus(ChainId chain, List<String> assumptions, Clock clock, Duration patience, Consumer<String> log) {
        this.chain = chain;
        this.assumptions = List.copyOf(assumptions);
        this.clock = clock;
        this.patience = patience;
        this.log = log;
        this.due = new AtomicReference<>(new Due(0, clock.instant()));
        this.state = new AtomicReference<>(FollowState.starting(clock.instant()));
    }

    void begins(PublishedSegments segments) {
        published.set(new Tip(segments.tip(), 0));
        finalBlock.set(segments.finalBlock());
    }

    /** A question goes to the source. */
    void asks() {
        askedSince.compareAndSet(Optional.empty(), Optional.of(clock.instant()));
    }

    /** The source's answer leads to this move. */
    void answered(Move move) {
        askedSince.set(Optional.empty());
        if (!failure.getAndSet("").isEmpty()) {
            say("the source answers again");
        }
        enter(FollowState.at(move, clock.instant()));
    }

    private void enter(FollowState next) {
        FollowState before = state.get();
        FollowState now = before.then(next);
        state.set(now);
        if (!now.trouble().isEmpty() && !now.word().equals(before.word())) {
            say(now.trouble());
        } else if (now.trouble().isEmpty() && !before.trouble().isEmpty()) {
            say("following goes on: " + now.word());
        }
    }

    /** A move waits to be made. */
    void planned() {
        due.updateAndGet(now -> new Due(now.moves() + 1, now.moves() == 0 ? clock.instant() : now.since()));
    }

    void sourceTip(Optional<BlockRef> tip) {
        source.set(tip);
    }

    void notices(List<String> now) {
        List<String> before = notices.getAndSet(List.copyOf(now));
        now.stream().filter(notice -> !before.contains(notice)).forEach(this::say);
    }

    void sourceFailed(String why) {
        sourceErrors.incrementAndGet();
        failed(why);
    }

    /** The source's answer cannot be used. */
    void refused(InputFault why) {
        refusals.incrementAndGet();
        FollowState.at(why, clock.instant()).ifPresentOrElse(this::enter, () -> failed(why.sentence()));
    }

    private void failed(String why) {
        if (!failure.getAndSet(why).equals(why)) {
            say(why);
        }
    }

    /** A line of the log, with its time. */
    void say(String what) {
        log.accept(clock.instant() + " " + chain + ": " + what);
    }

    void made(Move move, PublishedSegments after) {
        due.updateAndGet(now -> new Due(now.moves() - 1, clock.instant()));
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

    /** Seconds for which the source has owed a usable answer; 0 while it owes none. */
    public long silentSeconds() {
        return since(askedSince.get());
    }

    /** Seconds for which moves have been due and none was made; 0 while none is due. */
    public long stalledSeconds() {
        Due now = due.get();
        return now.moves() == 0 ? 0 : since(Optional.of(now.since()));
    }

    private long since(Optional<Instant> begin) {
        return begin.map(at -> Duration.between(at, clock.instant()).toSeconds())
                .orElse(0L);
    }

    /** Whether somebody has to look: a trouble has lasted too long, or will not pass by itself. */
    public Health health() {
        boolean degraded = isLong(silentSeconds())
                || isLong(stalledSeconds())
                || state.get().isWrongAfter(stateSeconds(), patience)
                || !notices.get().isEmpty();
        return degraded ? Health.DEGRADED : Health.UP;
    }

    private boolean isLong(long seconds) {
        return seconds >= patience.toSeconds();
    }

    /** What the follower does, in a word of {@code FollowHealthResponse}. */
    public String state() {
        return state.get().word();
    }

    /** Seconds since the follower began to do that. */
    public long stateSeconds() {
        return since(Optional.of(state.get().since()));
    }

    /** Why the topic is not, or may not stay, the source's chain, in the source's words; empty where it is. */
    public String trouble() {
        var troubles = new ArrayList<String>();
        if (isLong(silentSeconds())) {
            troubles.add("the source has given no usable answer for " + silentSeconds() + " s");
        }
        if (!failure.get().isEmpty()) {
            troubles.add(failure.get());
        }
        if (isLong(stalledSeconds())) {
            troubles.add("blocks are due and none could be published for " + stalledSeconds() + " s");
        }
        if (!state.get().trouble().isEmpty()) {
            troubles.add("for " + stateSeconds() + " s: " + state.get().trouble());
        }
        troubles.addAll(notices.get());
        return String.join("; ", troubles);
    }

    /** Whether the follower waits for something else than a new tip. */
    boolean waits() {
        return !state.get().trouble().isEmpty() || !failure.get().isEmpty();
    }

    /** Parts of the source that do not work and are not needed to read blocks. */
    public List<String> notices() {
        return notices.get();
    }

    /** Heights of the blocks that the source does not hand out, first and last; empty where none is missing. */
    public Optional<FollowState.Missing> missing() {
        return state.get().missing();
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
