package org.holdfast.chain.app.stream;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.holdfast.chain.spi.BlockPublisher;
import org.holdfast.chain.spi.PublishedSegments;
import org.holdfast.chain.spi.VerifiedBlock;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.ChainId;
import org.holdfast.records.chain.v1.BranchAccepted;
import org.holdfast.records.chain.v1.ChainRecord;
import org.holdfast.records.stream.RecordStreamWriter;

/**
 * Writes blocks to a stream, each as the records, keys and bytes that would stand on the topic. It begins where nothing
 * is published, so it gives the same records as the first import into an empty topic.
 */
public final class BlockStream implements BlockPublisher {
    private static final int BUFFER_BYTES = 1 << 18;

    private final RecordStreamWriter writer;
    private PublishedSegments published;

    public BlockStream(RecordStreamWriter writer, ChainId chain) {
        this.writer = writer;
        this.published = PublishedSegments.none(chain);
    }

    /** One write to a stream whose reader may be gone. */
    private interface Write {
        void run() throws IOException;
    }

    /** Where the blocks come from; it may fail at any of them. */
    public interface Blocks {
        void writeTo(RecordStreamWriter writer) throws InterruptedException;
    }

    /**
     * Writes blocks and the end mark; where the blocks fail, the word that there will be none, and fails likewise.
     *
     * @throws StreamReaderGoneException if the reader has ended
     */
    public static void write(OutputStream out, Blocks blocks) throws InterruptedException {
        RecordStreamWriter writer = open(out);
        try {
            blocks.writeTo(writer);
        } catch (StreamReaderGoneException e) {
            throw e;
        } catch (RuntimeException | InterruptedException e) {
            attempt(writer::abandon);
            throw e;
        }
        attempt(writer::end);
    }

    private static RecordStreamWriter open(OutputStream out) {
        try {
            return new RecordStreamWriter(new BufferedOutputStream(out, BUFFER_BYTES));
        } catch (IOException e) {
            throw new StreamReaderGoneException(e);
        }
    }

    private static void attempt(Write write) {
        try {
            write.run();
        } catch (IOException e) {
            throw new StreamReaderGoneException(e);
        }
    }

    @Override
    public PublishedSegments published() {
        return published;
    }

    @Override
    public void publish(List<VerifiedBlock> blocks) {
        for (VerifiedBlock block : blocks) {
            PublishedSegments next = published.plus(block);
            byte[] key = block.ref().hash().displayBytes();
            for (ChainRecord record : block.records()) {
                attempt(() -> writer.record(key, record.toByteArray()));
            }
            published = next;
        }
    }

    @Override
    public void retract(BlockRef block, String reason) {
        throw new IllegalStateException("files have one branch, nothing of it is retracted");
    }

    @Override
    public void accept(BranchAccepted accepted, List<BlockHash> hashes) {
        throw new IllegalStateException("files have one branch, there is no other to accept");
    }

    @Override
    public void requireOwnership() {
        // The stream has one writer.
    }

    @Override
    public void close() {
        // The stream is its owner's; what ends it is the end mark.
    }
}
