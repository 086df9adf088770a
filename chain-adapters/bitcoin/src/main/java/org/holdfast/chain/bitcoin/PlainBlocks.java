package org.holdfast.chain.bitcoin;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.bitcoinj.core.Block;

/**
 * Blocks of files as bitcoinj alone reads them and writes them back, with nothing checked but the headers that finding
 * them needs. What checking costs is measured against this; nothing that it reads may be published.
 */
public final class PlainBlocks {
    /** How much was read. */
    public record Parsed(long blocks, long transactions, long bytes) {}

    private PlainBlocks() {}

    /** Parses and serialises every block. */
    public static Parsed parse(BitcoinNetwork network, List<Path> paths) {
        long blocks = 0;
        long transactions = 0;
        long bytes = 0;
        for (BlockFileIndex.Entry entry : new BlockFileIndex(network).scan(paths)) {
            Block block = Block.read(ByteBuffer.wrap(BlockFileIndex.read(entry)));
            var parsed = block.getTransactions();
            transactions += parsed == null ? 0 : parsed.size();
            bytes += block.serialize().length;
            blocks++;
        }
        return new Parsed(blocks, transactions, bytes);
    }
}
