package org.holdfast.chain.app.config;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import org.holdfast.api.program.ImportReport;
import org.holdfast.chain.spi.PublishedSegments;
import org.holdfast.chain.spi.VerifiedBlock;
import org.holdfast.primitives.BlockRef;

/** Progress of an import on a terminal: blocks, rate, time left. */
public final class Progress {
    private static final long EVERY_NANOS = Duration.ofSeconds(1).toNanos();

    private final PrintWriter out;
    private final boolean terminal;
    private final int blocksTotal;
    private final long bytesTotal;
    private final long begin = System.nanoTime();
    private long shown = begin;
    private int blocks;
    private long bytes;
    private long transactions;
    private Optional<BlockRef> last = Optional.empty();
    private int unchecked;

    public Progress(PrintWriter out, boolean terminal, int blocksTotal, long bytesTotal) {
        this.out = out;
        this.terminal = terminal;
        this.blocksTotal = blocksTotal;
        this.bytesTotal = bytesTotal;
    }

    /** Counts a published block, and shows a line about once a second. */
    public void published(VerifiedBlock block) {
        blocks++;
        last = Optional.of(block.ref());
        bytes += block.opened().getSizeBytes();
        transactions += block.sealed().getTransactionCount();
        unchecked += block.sealed().getDifficultyUnchecked() ? 1 : 0;
        long now = System.nanoTime();
        if (now - shown >= EVERY_NANOS) {
            shown = now;
            String line = "%d of %d blocks, %d transactions/s, %d s left"
                    .formatted(blocks, blocksTotal, rate(now), secondsLeft(now));
            out.print(terminal ? "\r" + line + "   " : line + System.lineSeparator());
            out.flush();
        }
    }

    /** The last line. */
    public String summary() {
        long now = System.nanoTime();
        return "published %d blocks with %d transactions in %d ms (%d transactions/s)"
                .formatted(blocks, transactions, (now - begin) / 1_000_000, rate(now));
    }

    /** What could not be checked of the published blocks; empty where there is nothing. */
    public Optional<String> caveat() {
        return unchecked == 0
                ? Optional.empty()
                : Optional.of("note: the difficulty of %d blocks could not be checked: ".formatted(unchecked)
                        + "neither their network nor earlier headers tell what it must be, so anybody can have made"
                        + " them, and no proof is made from them; import the chain from its genesis block instead");
    }

    /**
     * The same for a program.
     *
     * @param published what the chain's cursor says now
     */
    public ImportReport report(PublishedSegments published) {
        ImportReport.Tip tip = last.or(published::tip)
                .map(block -> new ImportReport.Tip(block.height(), block.hash().toString()))
                .orElse(null);
        return new ImportReport(published.chain().text(), blocks, transactions, tip);
    }

    private long rate(long now) {
        return transactions * 1_000 / Math.max(1, (now - begin) / 1_000_000);
    }

    private long secondsLeft(long now) {
        long elapsed = (now - begin) / 1_000_000;
        return bytes == 0 ? 0 : elapsed * (bytesTotal - bytes) / bytes / 1_000;
    }
}
