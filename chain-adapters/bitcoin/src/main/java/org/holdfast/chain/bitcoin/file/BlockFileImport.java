package org.holdfast.chain.bitcoin.file;

import java.nio.file.Path;
import java.util.List;
import org.holdfast.chain.bitcoin.BitcoinNetwork;
import org.holdfast.chain.bitcoin.block.BlockRecords;
import org.holdfast.chain.bitcoin.block.BlockVerification;
import org.holdfast.chain.bitcoin.block.RawBlockReader;
import org.holdfast.chain.bitcoin.header.Checkpoints;
import org.holdfast.chain.bitcoin.header.HeaderChain;
import org.holdfast.chain.spi.PublishedSegments;
import org.holdfast.chain.spi.VerifiedBlock;

/** The blocks of files, checked, in chain order: what an import publishes, one block after the other. */
public final class BlockFileImport {
    private final BitcoinNetwork network;
    private final BlockVerification verification;
    private final BlockRecords records;
    private final HeaderChain headers;
    private final ImportPlan plan;
    private final List<String> skipped;
    private int next;

    private BlockFileImport(BitcoinNetwork network, Checkpoints checkpoints, ImportPlan plan, List<String> skipped) {
        this.network = network;
        this.verification = new BlockVerification(network);
        this.records = new BlockRecords(network);
        this.headers = new HeaderChain(network, checkpoints);
        this.plan = plan;
        this.skipped = skipped;
    }

    /**
     * Reads the files and plans which blocks to publish next.
     *
     * @param blocks finds a published block that the cursor does not name
     * @throws org.holdfast.primitives.InputFaultException if a file is cut off, broken, of another network or branch,
     *     or a height is unknown
     */
    public static BlockFileImport plan(
            BitcoinNetwork network, ImportRequest request, PublishedSegments published, PublishedBlocks blocks) {
        var found = BlockFileIndex.scan(network, request.paths());
        var plan = ImportPlan.of(
                found.entries(),
                new ImportPlan.Topic(published, blocks),
                new RunHeights(network, request.checkpoints(), request.height()));
        return new BlockFileImport(network, request.checkpoints(), plan, found.skipped());
    }

    /** The same of files alone, where the cursor names all that is published. */
    public static BlockFileImport plan(BitcoinNetwork network, List<Path> paths, PublishedSegments published) {
        return plan(network, new ImportRequest(paths), published, PublishedBlocks.NONE);
    }

    /** Bytes of the files that belong to no block, one sentence for each file with some. */
    public List<String> skipped() {
        return skipped;
    }

    public int blocks() {
        return plan.blocks().size();
    }

    /** Serialised size of what is to be published. */
    public long bytes() {
        return plan.blocks().stream().mapToLong(b -> b.entry().length()).sum();
    }

    public int alreadyPublished() {
        return plan.alreadyPublished().size();
    }

    /**
     * Checks the blocks of the files that are published already: a file with a broken block is refused even if
     * its other blocks are published. Throws {@code InputFaultException} at the first block that fails.
     */
    public void checkAlreadyPublished() {
        for (BlockFileIndex.Entry entry : plan.alreadyPublished()) {
            verification.check(BlockFileIndex.read(entry), entry.where());
        }
    }

    public int notOnTheBestChain() {
        return plan.notOnTheBestChain();
    }

    /** What is missing between the runs of blocks, one sentence each. */
    public List<String> gaps() {
        return plan.gaps();
    }

    public boolean hasNext() {
        return next < plan.blocks().size();
    }

    /** Begins again at the first block. */
    public void rewind() {
        next = 0;
    }

    /**
     * Reads and checks the next block, also by the headers before it. Throws {@code InputFaultException} where it does
     * not hold.
     */
    public VerifiedBlock next() {
        ImportPlan.Planned planned = plan.blocks().get(next++);
        VerifiedBlock block = records.records(checked(planned), planned.height(), planned.segmentStart());
        return headers.difficultyChecked() ? block : block.withDifficultyUnchecked();
    }

    /** Checks the next block in the same way and throws the same, without the work of making its records. */
    public void checkNext() {
        checked(plan.blocks().get(next++));
    }

    private BlockVerification.Checked checked(ImportPlan.Planned planned) {
        var checked = verification.check(
                BlockFileIndex.read(planned.entry()), planned.entry().where());
        if (planned.segmentStart() || headers.nextHeight() != planned.height()) {
            headers.restart(planned.height());
        }
        headers.append(checked.header(), planned.entry().where());
        RawBlockReader.requireHeight(
                network, checked, planned.height(), planned.entry().where());
        return checked;
    }
}
