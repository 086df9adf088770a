package org.holdfast.chain.bitcoin.block;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bitcoinj.core.Transaction;
import org.bitcoinj.core.TransactionInput;
import org.bitcoinj.core.TransactionOutput;
import org.holdfast.chain.bitcoin.BitcoinNetwork;
import org.holdfast.chain.spi.Places;
import org.holdfast.chain.spi.VerifiedBlock;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.TxId;
import org.holdfast.records.chain.v1.BlockOpened;
import org.holdfast.records.chain.v1.BlockPlace;
import org.holdfast.records.chain.v1.BlockSealed;
import org.holdfast.records.chain.v1.ScriptType;
import org.holdfast.records.chain.v1.UtxoInput;
import org.holdfast.records.chain.v1.UtxoOutput;
import org.holdfast.records.chain.v1.UtxoTransaction;
import org.holdfast.records.chain.v1.UtxoTransactions;

/** Turns a checked block into its records. */
public final class BlockRecords {
    /** Keeps a Kafka record well below the broker's limit; a single larger transaction gets a record of its own. */
    static final int BATCH_BYTES_MAX = 512 * 1024;

    /** Version 1: transactions carry all that their ids commit to. */
    static final int RECORD_VERSION = 1;

    private final BitcoinNetwork network;

    public BlockRecords(BitcoinNetwork network) {
        this.network = network;
    }

    public VerifiedBlock records(BlockVerification.Checked block, long height, boolean segmentStart) {
        var place = Places.place(new BlockRef(height, block.header().hash()));
        long inputs = 0;
        long outputs = 0;
        long sum = 0;
        int bytes = 0;
        var batches = new ArrayList<UtxoTransactions>();
        var batch = newBatch(place, 0);
        List<Transaction> transactions = block.transactions();
        for (int i = 0; i < transactions.size(); i++) {
            UtxoTransaction record =
                    transaction(transactions.get(i), block.txids().get(i));
            int size = record.getSerializedSize();
            if (batch.getTransactionsCount() > 0 && bytes + size > BATCH_BYTES_MAX) {
                batches.add(batch.build());
                batch = newBatch(place, i);
                bytes = 0;
            }
            batch.addTransactions(record);
            bytes += size;
            inputs += record.getInputsCount();
            outputs += record.getOutputsCount();
            for (UtxoOutput output : record.getOutputsList()) {
                sum = Math.addExact(sum, output.getValue());
            }
        }
        batches.add(batch.build());
        byte[] raw = block.raw();
        var opened = BlockOpened.newBuilder()
                .setChain(network.chain().text())
                .setBlock(place)
                .setParentHash(ByteString.copyFrom(block.header().parent().displayBytes()))
                .setSegmentStart(segmentStart)
                .setTimeSeconds(block.header().timeSeconds())
                .setMerkleRoot(ByteString.copyFrom(BlockHash.ofBitcoinInternalBytes(Arrays.copyOfRange(raw, 36, 68))
                        .displayBytes()))
                .setRawHeader(ByteString.copyFrom(raw, 0, BlockHeader.BYTES))
                .setTransactionCount(transactions.size())
                .setSizeBytes(raw.length)
                .build();
        var sealed = BlockSealed.newBuilder()
                .setBlock(place)
                .setTransactionCount(transactions.size())
                .setInputCount(inputs)
                .setOutputCount(outputs)
                .setOutputSum(Long.toString(sum))
                .build();
        return VerifiedBlock.ofUtxo(opened, batches, sealed);
    }

    private static UtxoTransactions.Builder newBatch(BlockPlace place, int firstIndex) {
        return UtxoTransactions.newBuilder()
                .setBlock(place)
                .setFirstIndex(firstIndex)
                .setRecordVersion(RECORD_VERSION);
    }

    private UtxoTransaction transaction(Transaction transaction, byte[] txid) {
        var record = UtxoTransaction.newBuilder()
                .setTxid(ByteString.copyFrom(TxId.ofBitcoinInternalBytes(txid).displayBytes()))
                .setCoinbase(transaction.isCoinBase())
                .setVersion((int) transaction.getVersion())
                .setLockTime((int) transaction.lockTime().rawValue())
                .setHasWitness(transaction.hasWitnesses());
        if (transaction.isCoinBase()) {
            TransactionInput input = transaction.getInputs().getFirst();
            record.setCoinbaseScript(ByteString.copyFrom(input.getScriptBytes()))
                    .setCoinbaseSequence((int) input.getSequenceNumber());
        } else {
            for (TransactionInput input : transaction.getInputs()) {
                record.addInputs(UtxoInput.newBuilder()
                        .setPreviousTxid(
                                ByteString.copyFrom(input.getOutpoint().hash().getBytes()))
                        .setPreviousIndex((int) input.getOutpoint().index())
                        .setSequence((int) input.getSequenceNumber())
                        .setScript(ByteString.copyFrom(input.getScriptBytes())));
            }
        }
        for (TransactionOutput output : transaction.getOutputs()) {
            byte[] script = output.getScriptBytes();
            ScriptType type = Scripts.type(script);
            record.addOutputs(UtxoOutput.newBuilder()
                    .setValue(output.getValue().value)
                    .setScriptType(type)
                    .setAddress(Scripts.address(type, script, network.addresses()))
                    .setScript(ByteString.copyFrom(script)));
        }
        return record.build();
    }
}
