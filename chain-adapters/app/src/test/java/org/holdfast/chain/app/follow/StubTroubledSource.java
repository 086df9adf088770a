package org.holdfast.chain.app.follow;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.holdfast.chain.spi.BlockSource;
import org.holdfast.chain.spi.PublishedSegments;
import org.holdfast.chain.spi.SourceUnavailableException;
import org.holdfast.chain.spi.VerifiedBlock;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;

/** A source that is away, hangs, or says what is refused. */
final class StubTroubledSource implements BlockSource {
    private final BlockSource well;
    private final AtomicInteger away = new AtomicInteger();
    private final AtomicReference<Optional<RuntimeException>> refusal = new AtomicReference<>(Optional.empty());
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicBoolean tipAway = new AtomicBoolean();
    private final AtomicReference<CountDownLatch> gate = new AtomicReference<>(new CountDownLatch(0));
    private final AtomicReference<List<String>> notices = new AtomicReference<>(List.of());

    StubTroubledSource(BlockSource well) {
        this.well = well;
    }

    void awayFor(int questions) {
        away.set(questions);
    }

    /** What it says is refused with this fault, until {@link #answerAgain}. */
    void refuse(String code) {
        fail(new InputFaultException(new InputFault(code, "broken", "here", "a", "b", "mend it")));
    }

    /** Each question fails in this way, until {@link #answerAgain}. */
    void fail(RuntimeException how) {
        refusal.set(Optional.of(how));
    }

    /** Gives no answer until {@link #answerAgain}. */
    void hang() {
        gate.set(new CountDownLatch(1));
    }

    /** Whether a question waits for its answer. */
    boolean hangs() {
        return waiting.get() > 0;
    }

    void answerAgain() {
        refusal.set(Optional.empty());
        gate.getAndSet(new CountDownLatch(0)).countDown();
    }

    /** Whether what is known of the chain is given without a look at its tip. */
    void tipAway(boolean now) {
        tipAway.set(now);
    }

    void notice(String notice) {
        notices.set(List.of(notice));
    }

    private void requireTip() {
        if (tipAway.get()) {
            throw new SourceUnavailableException("no peer answers", new IllegalStateException());
        }
    }

    private BlockSource answer() {
        waiting.incrementAndGet();
        try {
            gate.get().await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SourceUnavailableException("interrupted", e);
        } finally {
            waiting.decrementAndGet();
        }
        if (away.get() > 0) {
            away.decrementAndGet();
            throw new SourceUnavailableException("the node is away", new IllegalStateException());
        }
        refusal.get().ifPresent(how -> {
            throw how;
        });
        return well;
    }

    @Override
    public ChainId chain() {
        return well.chain();
    }

    @Override
    public List<PublishedSegments.Segment> segments() {
        requireTip();
        return answer().segments();
    }

    @Override
    public Optional<BlockRef> refAt(long height) {
        return answer().refAt(height);
    }

    @Override
    public Optional<VerifiedBlock> blockAt(long height) {
        return answer().blockAt(height);
    }

    @Override
    public Optional<VerifiedBlock> block(BlockHash hash) {
        return answer().block(hash);
    }

    @Override
    public boolean awaitNewTip(BlockRef known, Duration atMost) throws InterruptedException {
        requireTip();
        return answer().awaitNewTip(known, atMost);
    }

    @Override
    public List<String> notices() {
        return notices.get();
    }

    @Override
    public void close() {
        well.close();
    }
}
