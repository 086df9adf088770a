package org.holdfast.chain.app.follow;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.holdfast.chain.spi.BackOff;
import org.holdfast.chain.spi.BlockPublisher;
import org.holdfast.chain.spi.BlockSource;
import org.holdfast.chain.spi.follow.Finality;
import org.holdfast.primitives.BlockRef;
import org.holdfast.servers.OwnProcess;

/** A following that runs on a thread of its own, with short waits. */
final class FollowRun implements AutoCloseable {
    static final FollowBounds SHORT = new FollowBounds(
            4,
            Duration.ofMillis(200),
            new BackOff(Duration.ofMillis(10), Duration.ofMillis(50)),
            Duration.ofSeconds(30));
    private static final Duration REACHED_MAX = Duration.ofMinutes(2);

    final FollowStatus status;
    final Queue<String> log = new ConcurrentLinkedQueue<>();
    private final ChainFollowing following;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    private FollowRun(
            BlockSource source,
            BlockPublisher publisher,
            Finality finality,
            Optional<BranchAcceptance> acceptance,
            Clock clock) {
        this.status = new FollowStatus(source.chain(), List.of(), clock, SHORT.patience(), log::add);
        this.following =
                new ChainFollowing(source, publisher, finality, OptionalLong.empty(), acceptance, SHORT, status);
        Thread.ofPlatform().name("follow-run").start(() -> {
            try {
                following.run();
                ended.complete(null);
            } catch (InterruptedException | RuntimeException e) {
                ended.completeExceptionally(e);
            }
        });
    }

    static FollowRun start(BlockSource source, BlockPublisher publisher, int depth, Clock clock) {
        return new FollowRun(source, publisher, new Finality.ByDepth(depth), Optional.empty(), clock);
    }

    static FollowRun accepting(
            BlockSource source, BlockPublisher publisher, int depth, BranchAcceptance acceptance, Clock clock) {
        return new FollowRun(source, publisher, new Finality.ByDepth(depth), Optional.of(acceptance), clock);
    }

    /** Waits until this block is the last one published; an end before that is an error. */
    void awaitTip(BlockRef tip) {
        boolean reached = OwnProcess.await(() -> status.tip().equals(Optional.of(tip)) || ended.isDone(), REACHED_MAX);
        if (!reached || !status.tip().equals(Optional.of(tip))) {
            throw new IllegalStateException(
                    "the tip is " + status.tip() + ", not " + tip + "; " + status.state() + "; " + status.trouble());
        }
    }

    /** Waits until it is in this state. */
    void awaitState(String word) {
        if (!OwnProcess.await(() -> status.state().equals(word) || ended.isDone(), REACHED_MAX)
                || !status.state().equals(word)) {
            throw new IllegalStateException("it is " + status.state() + ", not " + word + "; " + status.trouble());
        }
    }

    /** What ended it. */
    Throwable failure() throws InterruptedException {
        try {
            ended.get(REACHED_MAX.toSeconds(), TimeUnit.SECONDS);
            throw new IllegalStateException("it ended without a failure");
        } catch (ExecutionException e) {
            return Objects.requireNonNull(e.getCause());
        } catch (TimeoutException e) {
            throw new IllegalStateException("it did not end", e);
        }
    }

    /** Stops it and waits for its end. */
    @Override
    public void close() {
        following.stop();
        if (!OwnProcess.await(ended::isDone, REACHED_MAX)) {
            throw new IllegalStateException("it did not stop");
        }
    }
}
