package org.holdfast.chain.app.proof;

import java.util.List;
import org.holdfast.chain.spi.Places;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.TxId;
import org.holdfast.records.chain.v1.BlockOpened;
import org.holdfast.records.chain.v1.BlockSealed;
import org.holdfast.records.chain.v1.ChainRecord;
import org.holdfast.records.chain.v1.UtxoTransactions;

/**
 * A block of the active chain as its topic holds it.
 *
 * @param content its transactions, in block order
 */
public record StoredBlock(BlockOpened opened, List<ChainRecord> content, BlockSealed sealed) {
    public StoredBlock {
        content = List.copyOf(content);
    }

    public BlockRef ref() {
        return Places.ref(opened.getBlock());
    }

    /** The header as it was hashed. */
    public byte[] header() {
        return opened.getRawHeader().toByteArray();
    }

    /** The batches of a UTXO chain; empty on other chains. */
    public List<UtxoTransactions> utxoTransactions() {
        return content.stream()
                .filter(ChainRecord::hasUtxoTransactions)
                .map(ChainRecord::getUtxoTransactions)
                .toList();
    }

    /** All transaction ids of a UTXO chain's block, in block order. */
    public List<TxId> txids() {
        return utxoTransactions().stream()
                .flatMap(batch -> batch.getTransactionsList().stream())
                .map(transaction -> TxId.ofDisplayBytes(transaction.getTxid().toByteArray()))
                .toList();
    }
}
