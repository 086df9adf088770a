package org.holdfast.chain.bitcoin.file;

import java.nio.file.Path;
import java.util.List;
import org.holdfast.chain.bitcoin.BitcoinNetwork;
import org.holdfast.chain.bitcoin.block.BlockRecords;
import org.holdfast.chain.bitcoin.block.BlockVerification;
import org.holdfast.primitives.BlockHash;

/** Checks the blocks of files one by one, without their place in a chain. */
public final class BlockFileCheck {
    /** What was found: the last block and the counts and sums over all. */
    public record Report(BlockHash last, int blocks, long transactions, long inputs, long outputs, long outputSum) {}

    private BlockFileCheck() {}

    /** Checks every block. Throws {@code InputFaultException} at the first that does not hold. */
    public static Report check(BitcoinNetwork network, List<Path> paths) {
        var verification = new BlockVerification(network);
        var records = new BlockRecords(network);
        int blocks = 0;
        long transactions = 0;
        long inputs = 0;
        long outputs = 0;
        long sum = 0;
        BlockHash last = new BlockHash(org.holdfast.primitives.Hash256.ZERO);
        for (BlockFileIndex.Entry entry : BlockFileIndex.scan(network, paths).entries()) {
            var block = records.records(verification.check(BlockFileIndex.read(entry), entry.where()), 0, true);
            last = block.ref().hash();
            blocks++;
            transactions += block.sealed().getTransactionCount();
            inputs += block.sealed().getInputCount();
            outputs += block.sealed().getOutputCount();
            sum = Math.addExact(sum, Long.parseLong(block.sealed().getOutputSum()));
        }
        return new Report(last, blocks, transactions, inputs, outputs, sum);
    }
}
