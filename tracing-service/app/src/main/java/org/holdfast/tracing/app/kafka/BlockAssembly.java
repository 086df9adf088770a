package org.holdfast.tracing.app.kafka;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.primitives.Outpoint;
import org.holdfast.primitives.TxId;
import org.holdfast.records.chain.v1.BlockOpened;
import org.holdfast.records.chain.v1.BlockPlace;
import org.holdfast.records.chain.v1.BlockSealed;
import org.holdfast.records.chain.v1.ScriptType;
import org.holdfast.records.chain.v1.UtxoInput;
import org.holdfast.records.chain.v1.UtxoOutput;
import org.holdfast.records.chain.v1.UtxoTransaction;
import org.holdfast.records.chain.v1.UtxoTransactions;
import org.holdfast.tracing.graph.BlockContent;
import org.jspecify.annotations.Nullable;

/** Puts a block together from its records and holds it to its seal. */
final class BlockAssembly {
    private @Nullable BlockOpened opened;
    private List<BlockContent.Transaction> transactions = new ArrayList<>();
    private long inputs;
    private long outputs;
    private long sum;

    void open(BlockOpened record) {
        opened = record;
        transactions = new ArrayList<>(record.getTransactionCount());
        inputs = 0;
        outputs = 0;
        sum = 0;
    }

    void add(UtxoTransactions batch) {
        BlockOpened block = require(batch.getBlock());
        if (batch.getFirstIndex() != transactions.size()) {
            throw broken(block, "a batch from transaction " + transactions.size(), "from " + batch.getFirstIndex());
        }
        for (UtxoTransaction transaction : batch.getTransactionsList()) {
            transactions.add(transaction(transaction));
        }
    }

    BlockContent seal(BlockSealed seal) {
        BlockOpened block = require(seal.getBlock());
        String expected = "%d transactions, %d inputs, %d outputs, sum %s"
                .formatted(
                        seal.getTransactionCount(), seal.getInputCount(), seal.getOutputCount(), seal.getOutputSum());
        String got =
                "%d transactions, %d inputs, %d outputs, sum %s".formatted(transactions.size(), inputs, outputs, sum);
        if (!expected.equals(got)) {
            throw broken(block, expected, got);
        }
        opened = null;
        return new BlockContent(
                ref(block.getBlock()),
                BlockHash.ofDisplayBytes(block.getParentHash().toByteArray()),
                block.getSegmentStart(),
                block.getTimeSeconds(),
                transactions);
    }

    /** Whether records of a block have come that is not sealed yet. */
    Optional<BlockRef> unsealed() {
        return Optional.ofNullable(opened).map(block -> ref(block.getBlock()));
    }

    static BlockRef ref(BlockPlace place) {
        return new BlockRef(
                place.getHeight(), BlockHash.ofDisplayBytes(place.getHash().toByteArray()));
    }

    private BlockContent.Transaction transaction(UtxoTransaction record) {
        var spends = new ArrayList<Outpoint>(record.getInputsCount());
        for (UtxoInput input : record.getInputsList()) {
            spends.add(
                    new Outpoint(TxId.ofDisplayBytes(input.getPreviousTxid().toByteArray()), input.getPreviousIndex()));
        }
        var pays = new ArrayList<BlockContent.Output>(record.getOutputsCount());
        for (UtxoOutput output : record.getOutputsList()) {
            boolean destroys = output.getScriptType() == ScriptType.SCRIPT_TYPE_OP_RETURN;
            pays.add(new BlockContent.Output(output.getValue(), output.getAddress(), destroys));
            sum = Math.addExact(sum, output.getValue());
        }
        inputs += spends.size();
        outputs += pays.size();
        return new BlockContent.Transaction(
                TxId.ofDisplayBytes(record.getTxid().toByteArray()), record.getCoinbase(), spends, pays);
    }

    private BlockOpened require(BlockPlace place) {
        BlockOpened block = opened;
        if (block == null || !block.getBlock().equals(place)) {
            throw new InputFaultException(new InputFault(
                    "tracing.feed.out-of-order",
                    "a record belongs to no open block",
                    "block feed",
                    block == null ? "the first record of a block" : "records of " + ref(block.getBlock()),
                    ref(place).toString(),
                    "compare the topic with the chain; the index stays where it is"));
        }
        return block;
    }

    private static InputFaultException broken(BlockOpened block, String expected, String got) {
        return new InputFaultException(new InputFault(
                "tracing.feed.seal-broken",
                "a block on the topic does not hold to its seal",
                "block " + ref(block.getBlock()),
                expected,
                got,
                "compare the topic with the chain; the index stays where it is"));
    }
}
