package org.holdfast.chain.spi;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.ChainId;
import org.holdfast.records.chain.v1.BlockOpened;
import org.holdfast.records.chain.v1.BlockSealed;
import org.holdfast.records.chain.v1.UtxoTransaction;
import org.holdfast.records.chain.v1.UtxoTransactions;

/** Small blocks of no real chain, each known by its parent and a number. */
public final class TestBlocks {
    public static final ChainId CHAIN = new ChainId("test:follow");
    public static final BlockHash NOTHING = hash(new byte[32], -1);

    private TestBlocks() {}

    /** A block with one transaction; another number gives another block on the same parent. */
    public static VerifiedBlock block(ChainId chain, long height, BlockHash parent, long number) {
        BlockHash hash = hash(parent.displayBytes(), number);
        var place = Places.place(new BlockRef(height, hash));
        var transaction = UtxoTransaction.newBuilder()
                .setTxid(ByteString.copyFrom(hash(hash.displayBytes(), 0).displayBytes()))
                .setCoinbase(true);
        return VerifiedBlock.ofUtxo(
                BlockOpened.newBuilder()
                        .setChain(chain.text())
                        .setBlock(place)
                        .setParentHash(ByteString.copyFrom(parent.displayBytes()))
                        .setTransactionCount(1)
                        .build(),
                List.of(UtxoTransactions.newBuilder()
                        .setBlock(place)
                        .addTransactions(transaction)
                        .build()),
                BlockSealed.newBuilder()
                        .setBlock(place)
                        .setTransactionCount(1)
                        .setOutputSum("0")
                        .build());
    }

    private static BlockHash hash(byte[] parent, long number) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(parent);
            digest.update(ByteBuffer.allocate(Long.BYTES).putLong(0, number));
            return BlockHash.ofDisplayBytes(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
