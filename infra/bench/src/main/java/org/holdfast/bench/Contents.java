package org.holdfast.bench;

import java.util.ArrayList;
import org.holdfast.chain.spi.VerifiedBlock;
import org.holdfast.primitives.Outpoint;
import org.holdfast.primitives.TxId;
import org.holdfast.records.chain.v1.ScriptType;
import org.holdfast.records.chain.v1.UtxoTransaction;
import org.holdfast.records.chain.v1.UtxoTransactions;
import org.holdfast.tracing.output.graph.BlockContent;

/** From a block's records to what the index takes in, as the tracing service's feed does it. */
final class Contents {
    private Contents() {}

    static BlockContent of(VerifiedBlock block) {
        var transactions =
                new ArrayList<BlockContent.Transaction>(block.opened().getTransactionCount());
        for (UtxoTransactions batch : block.utxoTransactions()) {
            batch.getTransactionsList().forEach(record -> transactions.add(transaction(record)));
        }
        return new BlockContent(
                block.ref(),
                block.parent(),
                block.startsSegment(),
                block.opened().getTimeSeconds(),
                transactions);
    }

    private static BlockContent.Transaction transaction(UtxoTransaction record) {
        var inputs = record.getInputsList().stream()
                .map(input -> new Outpoint(
                        TxId.ofDisplayBytes(input.getPreviousTxid().toByteArray()), input.getPreviousIndex()))
                .toList();
        var outputs = record.getOutputsList().stream()
                .map(output -> new BlockContent.Output(
                        output.getValue(),
                        output.getAddress(),
                        output.getScriptType() == ScriptType.SCRIPT_TYPE_OP_RETURN))
                .toList();
        return new BlockContent.Transaction(
                TxId.ofDisplayBytes(record.getTxid().toByteArray()), record.getCoinbase(), inputs, outputs);
    }
}
