package org.holdfast.chain.app.follow;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.holdfast.api.health.FollowHealthResponse;
import org.holdfast.chain.spi.BlockPublisher;
import org.holdfast.chain.spi.BlockSource;
import org.holdfast.chain.spi.PublishedSegments.Segment;
import org.holdfast.chain.spi.SourceUnavailableException;
import org.holdfast.chain.spi.follow.Finality;
import org.holdfast.chain.spi.follow.Follower;
import org.holdfast.chain.spi.follow.Move;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.InputFaultException;
import org.jspecify.annotations.Nullable;

/**
 * Follows a chain until it is stopped: one thread asks the source for moves, ahead of the other, which makes them on
 * the topic. Far from the tip the queue between them is full; at the tip it is empty and the first thread waits for a
 * new tip. It can be stopped at any time and ends after the move that is being made.
 */
public final class ChainFollowing {
    private static final long LOOK_AGAIN_MILLIS = 100;
    private static final Duration TIP_ASKED_EVERY = Duration.ofSeconds(2);
    private static final Duration ASKER_END_MAX = Duration.ofSeconds(30);

    private final BlockSource source;
    private final BlockPublisher publisher;
    private final Finality finality;
    private final OptionalLong from;
    private final FollowBounds bounds;
    private final FollowStatus status;
    private final BlockingQueue<Move> planned;
    private final CountDownLatch stopAsked = new CountDownLatch(1);
    private final CountDownLatch askerEnded = new CountDownLatch(1);
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
    private long tipAskedAt = System.nanoTime() - TIP_ASKED_EVERY.toNanos();

    public ChainFollowing(
            BlockSource source,
            BlockPublisher publisher,
            Finality finality,
            OptionalLong from,
            FollowBounds bounds,
            FollowStatus status) {
        this.source = source;
        this.publisher = publisher;
        this.finality = finality;
        this.from = from;
        this.bounds = bounds;
        this.status = status;
        this.planned = new ArrayBlockingQueue<>(bounds.ahead());
    }

    /** Asks the following to end; {@link #run} returns soon after. */
    public void stop() {
        stopAsked.countDown();
    }

    /**
     * Follows until it is stopped. Every block that was asked for before a failure of the source is published first.
     *
     * @throws InputFaultException if what the source says is refused again and again, or cannot be followed
     * @throws org.holdfast.chain.spi.FencedException if another adapter has taken over
     */
    public void run() throws InterruptedException {
        var follower = new Follower(source, publisher.published(), finality, from);
        status.begins(publisher.published());
        Thread asker = Thread.ofPlatform().name("block-asker").daemon().start(() -> ask(follower));
        try {
            boolean more = true;
            while (more && !stopping()) {
                // In this order: what was planned before the asker ended is still made.
                more = askerEnded.getCount() > 0;
                Move move = planned.poll(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
                if (move != null) {
                    more = true;
                    Follower.make(move, publisher);
                    status.made(move, publisher.published());
                }
            }
        } finally {
            stop();
            asker.interrupt();
            asker.join(ASKER_END_MAX);
        }
        RuntimeException failed = failure.get();
        if (failed != null) {
            throw failed;
        }
    }

    private boolean stopping() {
        return stopAsked.getCount() == 0;
    }

    private void ask(Follower follower) {
        try {
            int refused = 0;
            boolean answeredOnce = false;
            int failures = 0;
            while (!stopping()) {
                try {
                    lookAtTip();
                    Move move = follower.next();
                    status.answered(stateAt(move));
                    answeredOnce = true;
                    refused = 0;
                    failures = 0;
                    take(move, follower);
                    continue;
                } catch (SourceUnavailableException e) {
                    status.sourceFailed(String.valueOf(e.getMessage()));
                } catch (InputFaultException e) {
                    refused++;
                    status.refused(String.valueOf(e.getMessage()));
                    if (!answeredOnce || refused >= bounds.refusals()) {
                        throw e;
                    }
                }
                failures++;
                stopAsked.await(bounds.pauses().after(failures).toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            if (!stopping()) {
                failure.set(e);
            }
        } finally {
            askerEnded.countDown();
        }
    }

    private void take(Move move, Follower follower) throws InterruptedException {
        if (!(move instanceof Move.Rest(Move.Why why))) {
            while (!stopping() && !planned.offer(move, LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS)) {
                // Offered until it is taken.
            }
            return;
        }
        Optional<BlockRef> tip = follower.published().tip();
        if (why == Move.Why.AT_TIP && tip.isPresent()) {
            source.awaitNewTip(tip.get(), bounds.awaitMax());
        } else {
            // The source has another tip already, one that does not help; asking at once would be asking for ever.
            stopAsked.await(bounds.pauses().first().toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void lookAtTip() {
        long now = System.nanoTime();
        if (now - tipAskedAt >= TIP_ASKED_EVERY.toNanos()) {
            tipAskedAt = now;
            List<Segment> runs = source.segments();
            status.sourceTip(
                    runs.isEmpty()
                            ? Optional.empty()
                            : Optional.of(runs.getLast().last()));
        }
    }

    private static String stateAt(Move move) {
        return switch (move) {
            case Move.Publish publish -> FollowHealthResponse.PUBLISHING;
            case Move.Retract retract -> FollowHealthResponse.RETRACTING;
            case Move.Rest(Move.Why why) ->
                switch (why) {
                    case AT_TIP -> FollowHealthResponse.AT_TIP;
                    case SOURCE_BEHIND -> FollowHealthResponse.SOURCE_BEHIND;
                    case SOURCE_EMPTY -> FollowHealthResponse.SOURCE_EMPTY;
                };
        };
    }
}
