package org.holdfast.chain.bitcoin.block;

import static org.holdfast.chain.bitcoin.block.BlockFault.fault;

import java.util.List;
import org.holdfast.chain.bitcoin.BitcoinNetwork;
import org.holdfast.chain.spi.VerifiedBlock;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.TxId;

/**
 * Turns a block in the wire format into a verified one, or refuses it: the hash asked for, and all that can be checked
 * without the rest of the chain. One instance belongs to one thread.
 */
public final class RawBlockReader {
    private final BitcoinNetwork network;
    private final BlockVerification verification;
    private final BlockRecords records;

    public RawBlockReader(BitcoinNetwork network) {
        this.network = network;
        this.verification = new BlockVerification(network);
        this.records = new BlockRecords(network);
    }

    /**
     * Reads and checks one block.
     *
     * @param raw the block with its witnesses
     * @param place the block that was asked for
     * @param segmentStart whether the block begins a segment
     * @param where where the bytes come from, for a refusal
     * @throws org.holdfast.primitives.InputFaultException if it is another block, or does not hold
     */
    public VerifiedBlock read(byte[] raw, BlockRef place, boolean segmentStart, String where) {
        var checked = verification.check(raw, where);
        BlockHash got = checked.header().hash();
        if (!got.equals(place.hash())) {
            throw fault(
                    "bitcoin.block.another-block",
                    "a source handed out another block than the one asked for",
                    where,
                    place.hash().toString(),
                    got.toString());
        }
        requireHeight(network, checked, place.height(), where);
        return records.records(checked, place.height(), segmentStart);
    }

    /**
     * Checks a block by itself and gives its transaction ids in block order.
     *
     * @throws org.holdfast.primitives.InputFaultException if it does not hold
     */
    public List<TxId> txids(byte[] raw, String where) {
        return verification.check(raw, where).txids().stream()
                .map(TxId::ofBitcoinInternalBytes)
                .toList();
    }

    /** Checks the proof of work of a header of 80 bytes and gives its hash. */
    public BlockHash requireWork(byte[] header, String where) {
        return verification.checkWork(header, where).hash();
    }

    /** The hash of a header, or of the block that begins with it. */
    public static BlockHash hash(byte[] header) {
        return BlockHash.ofBitcoinInternalBytes(new DoubleSha256().hash(header, 0, BlockHeader.BYTES));
    }

    /** Refuses a coinbase that names another height than the block's place, from where naming it is a rule. */
    public static void requireHeight(
            BitcoinNetwork network, BlockVerification.Checked checked, long height, String where) {
        long claimed = CoinbaseHeight.claimed(checked.transactions().getFirst());
        if (height >= network.coinbaseHeightFrom() && claimed != height) {
            throw fault(
                    "bitcoin.block.wrong-height",
                    "a block's coinbase names another height than its place in the chain",
                    where + ", block " + checked.header().hash(),
                    Long.toString(height),
                    claimed == CoinbaseHeight.NONE ? "none" : Long.toString(claimed));
        }
    }
}
