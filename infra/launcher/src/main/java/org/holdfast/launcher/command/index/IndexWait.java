package org.holdfast.launcher.command.index;

import java.time.Duration;
import java.util.Optional;
import org.holdfast.api.index.ChainsResponse.FeedStatus;
import org.holdfast.api.program.ImportReport;
import org.holdfast.launcher.client.TracingClient;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.servers.OwnProcess;

/** Waits until the index has what is published. */
public final class IndexWait {
    private static final Duration STANDSTILL_MAX = Duration.ofMinutes(2);

    private final TracingClient tracing;
    private final Duration standstillMax;

    /** A wait that ends with a fault once the index has not grown for two minutes. */
    public IndexWait(TracingClient tracing) {
        this(tracing, STANDSTILL_MAX);
    }

    IndexWait(TracingClient tracing, Duration standstillMax) {
        this.tracing = tracing;
        this.standstillMax = standstillMax;
    }

    /**
     * Waits until the index of a chain has a block and is not built again for others that came after higher ones.
     *
     * @param block the last published block, as the adapter reports it
     */
    public IndexedChain awaitBlock(ChainId chain, ImportReport.Tip block) {
        String before = "";
        while (true) {
            Optional<IndexedChain> now = IndexedChain.find(tracing, chain);
            if (now.isPresent() && has(now.get(), block)) {
                return now.get();
            }
            String seen = progress(now);
            if (now.isPresent() && now.get().feed().state().equals(FeedStatus.STOPPED)) {
                throw standsStill(
                        chain,
                        block,
                        blocks(now) + " blocks, and the feed stopped "
                                + now.get().feed().reason());
            }
            if (seen.equals(before)) {
                throw standsStill(chain, block, seen + ", no more within " + standstillMax.toSeconds() + " s");
            }
            before = seen;
            OwnProcess.await(() -> changed(chain, block, seen), standstillMax);
        }
    }

    /** Waits until the index of a chain has no block at a height or above. */
    void awaitBelow(ChainId chain, long height) {
        long blocks = -1;
        while (true) {
            Optional<IndexedChain> now = IndexedChain.find(tracing, chain);
            if (isBelow(now, height)) {
                return;
            }
            long seen = blocks(now);
            if (seen == blocks) {
                throw standsStill(
                        chain, "no block from height " + height + " on", seen + " blocks, and none was removed");
            }
            blocks = seen;
            OwnProcess.await(() -> blocks(IndexedChain.find(tracing, chain)) != seen, standstillMax);
        }
    }

    /** A service that has just started may not have opened the index yet; that says nothing of its blocks. */
    private static boolean isBelow(Optional<IndexedChain> chain, long height) {
        return chain.isPresent() && chain.get().segments().stream().allMatch(segment -> segment.lastHeight() < height);
    }

    private boolean changed(ChainId chain, ImportReport.Tip block, String before) {
        Optional<IndexedChain> next = IndexedChain.find(tracing, chain);
        return !progress(next).equals(before)
                || next.filter(one -> has(one, block) || one.feed().state().equals(FeedStatus.STOPPED))
                        .isPresent();
    }

    /** A feed that waits may have passed over a block, which is in the index once that was built again. */
    private static boolean has(IndexedChain chain, ImportReport.Tip block) {
        return chain.has(block.height(), block.hash()) && chain.feed().state().equals(FeedStatus.READING);
    }

    private static String progress(Optional<IndexedChain> chain) {
        String waiting = chain.map(one -> one.feed().reason())
                .map(reason -> ", " + reason)
                .orElse("");
        return blocks(chain) + " blocks" + waiting;
    }

    private static long blocks(Optional<IndexedChain> chain) {
        return chain.map(IndexedChain::blocks).orElse(0L);
    }

    private static InputFaultException standsStill(ChainId chain, ImportReport.Tip block, String got) {
        return standsStill(chain, "block " + block.hash(), got);
    }

    private static InputFaultException standsStill(ChainId chain, String expected, String got) {
        return new InputFaultException(new InputFault(
                "launcher.index.stands-still",
                "the index does not catch up",
                chain.text(),
                expected,
                got,
                "look at the log of the tracing service"));
    }
}
