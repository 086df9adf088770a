package org.holdfast.chain.app.follow;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.holdfast.chain.spi.BlockMissingException;
import org.holdfast.chain.spi.BlockPublisher;
import org.holdfast.chain.spi.BlockSource;
import org.holdfast.chain.spi.PublishedSegments;
import org.holdfast.chain.spi.PublishedSegments.Segment;
import org.holdfast.chain.spi.SourceUnavailableException;
import org.holdfast.chain.spi.follow.Finality;
import org.holdfast.chain.spi.follow.Follower;
import org.holdfast.chain.spi.follow.Move;
import org.holdfast.chain.spi.follow.Waiting;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;

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
    /** Only one thread at a time reads or changes it: the asker is over when a branch is accepted. */
    private volatile Optional<BranchAcceptance> acceptance;

    private final BlockingQueue<Move> planned;
    private final CountDownLatch stopAsked = new CountDownLatch(1);
    private final AtomicBoolean acceptDue = new AtomicBoolean();
    private long ownershipDueAt = System.nanoTime();

    /** Rests in a row that are not for a new tip. */
    private int rests;

    private long tipDueAt = System.nanoTime();

    public ChainFollowing(
            BlockSource source,
            BlockPublisher publisher,
            Finality finality,
            OptionalLong from,
            Optional<BranchAcceptance> acceptance,
            FollowBounds bounds,
            FollowStatus status) {
        this.acceptance = acceptance;
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
     * Follows until it is stopped. What the source does not answer, or answers wrongly, is waited out.
     *
     * @throws org.holdfast.chain.spi.FencedException if another adapter has taken over
     */
    public void run() throws InterruptedException {
        status.begins(publisher.published());
        boolean accepts = true;
        while (accepts && !stopping()) {
            followToTheEnd();
            accepts = acceptDue.getAndSet(false);
            if (accepts) {
                accept();
            } else if (!stopping()) {
                throw new IllegalStateException("the thread that asks the source has ended");
            }
        }
    }

    /** Follows until it is stopped, or comes to a branch that was accepted. */
    private void followToTheEnd() throws InterruptedException {
        var follower = new Follower(source, publisher.published(), finality, from);
        var asker = Thread.ofPlatform().name("block-asker").daemon().start(() -> ask(follower));
        boolean ended = false;
        try {
            boolean more = true;
            while (more && !stopping()) {
                // In this order: what was planned before the asker ended is still made.
                more = asker.isAlive();
                Move move = planned.poll(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
                if (move != null) {
                    more = true;
                    Follower.make(move, publisher);
                    status.made(move, publisher.published());
                } else if (status.waits() && System.nanoTime() - ownershipDueAt >= 0) {
                    publisher.requireOwnership();
                    ownershipDueAt = System.nanoTime() + bounds.awaitMax().toNanos();
                }
            }
            ended = true;
        } finally {
            if (!ended || asker.isAlive()) {
                stop();
                asker.interrupt();
                asker.join(ASKER_END_MAX);
            }
        }
    }

    private void accept() throws InterruptedException {
        BranchAcceptance decision = acceptance.orElseThrow();
        Optional<BlockRef> tip = publisher.published().tip();
        try {
            Optional<InputFault> refusal = decision.perform(source, publisher);
            if (refusal.isPresent()) {
                acceptance = Optional.empty();
                status.say(refusal.get().sentence());
            } else {
                status.planned();
                status.made(new Move.Retract(tip.orElseThrow()), publisher.published());
                status.say(decision.sentence());
            }
        } catch (SourceUnavailableException | InputFaultException e) {
            status.sourceFailed(String.valueOf(e.getMessage()));
            stopAsked.await(bounds.pauses().max().toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private boolean stopping() {
        return stopAsked.getCount() == 0;
    }

    private void ask(Follower follower) {
        int failures = 0;
        try {
            while (!stopping() && !acceptDue.get()) {
                if (asked(follower)) {
                    failures = 0;
                    continue;
                }
                failures++;
                // A source may answer from memory: only a look at its tip shows that it is there again.
                tipDueAt = System.nanoTime();
                stopAsked.await(bounds.pauses().after(failures).toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Asks for one move and takes it. False where the source gives no usable answer: whatever it is, it may pass. */
    private boolean asked(Follower follower) throws InterruptedException {
        try {
            status.asks();
            lookAtTip();
            Move move = follower.next();
            status.answered(move);
            if (move instanceof Move.Rest(Waiting.OtherBranch branch) && isAccepted(follower.published())) {
                acceptDue.set(true);
            } else {
                take(move, follower);
            }
            return true;
        } catch (SourceUnavailableException | BlockMissingException e) {
            status.sourceFailed(String.valueOf(e.getMessage()));
        } catch (InputFaultException e) {
            status.refused(e.fault());
        } catch (RuntimeException e) {
            if (!stopping()) {
                status.refused(unreadable(e));
            }
        }
        return false;
    }

    private InputFault unreadable(RuntimeException e) {
        StackTraceElement[] frames = e.getStackTrace();
        return new InputFault(
                "chain.follow.answer-unreadable",
                "an answer of the source leads to a defect of the adapter",
                source.chain().text(),
                "an answer that can be read or refused",
                InputFault.quote(String.valueOf(e)) + (frames.length == 0 ? "" : " at " + frames[0]),
                "following asks again; please report it");
    }

    private boolean isAccepted(PublishedSegments published) {
        return acceptance.filter(known -> known.isOf(source, published)).isPresent();
    }

    private void take(Move move, Follower follower) throws InterruptedException {
        if (!(move instanceof Move.Rest(Waiting waiting))) {
            rests = 0;
            status.planned();
            while (!stopping() && !planned.offer(move, LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS)) {
                // Offered until it is taken.
            }
            return;
        }
        Optional<BlockRef> tip = follower.published().tip();
        if (waiting instanceof Waiting.NewTip && tip.isPresent()) {
            rests = 0;
            status.asks();
            source.awaitNewTip(tip.get(), bounds.awaitMax());
        } else {
            // The source has another tip already, one that does not help; asking at once would be asking for ever.
            rests++;
            stopAsked.await(bounds.pauses().after(rests).toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void lookAtTip() {
        status.notices(source.notices());
        if (System.nanoTime() - tipDueAt >= 0) {
            List<Segment> runs = source.segments();
            status.sourceTip(
                    runs.isEmpty()
                            ? Optional.empty()
                            : Optional.of(runs.getLast().last()));
            tipDueAt = System.nanoTime() + TIP_ASKED_EVERY.toNanos();
        }
    }
}
