package org.holdfast.tracing.app.index;

import com.google.protobuf.ByteString;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.primitives.Outpoint;
import org.holdfast.primitives.TxId;
import org.holdfast.records.chain.v1.BlockOpened;
import org.holdfast.records.chain.v1.BlockPlace;
import org.holdfast.records.chain.v1.BlockSealed;
import org.holdfast.records.chain.v1.ChainRecord;
import org.holdfast.records.chain.v1.ScriptType;
import org.holdfast.records.chain.v1.UtxoInput;
import org.holdfast.records.chain.v1.UtxoOutput;
import org.holdfast.records.chain.v1.UtxoTransaction;
import org.holdfast.records.chain.v1.UtxoTransactions;
import org.holdfast.tracing.output.graph.BlockContent;
import org.jspecify.annotations.Nullable;

/** Puts a block together from its records and holds it to its seal. */
public final class BlockAssembly implements RecordAssembly<BlockContent> {
    /** More than a block of any chain here can hold: a Bitcoin block of four million weight units has far fewer. */
    private static final int TRANSACTIONS_MAX = 1_000_000;

    private static final int HASH_BYTES = 32;

    private @Nullable BlockOpened opened;
    private List<BlockContent.Transaction> transactions = new ArrayList<>();
    private long inputs;
    private long outputs;
    private BigInteger sum = BigInteger.ZERO;

    @Override
    public void open(BlockOpened record) {
        requireNoneOpen(record.getBlock());
        if (record.getTransactionCount() < 1 || record.getTransactionCount() > TRANSACTIONS_MAX) {
            throw broken(
                    record,
                    "1 to " + TRANSACTIONS_MAX + " transactions",
                    Integer.toUnsignedString(record.getTransactionCount()));
        }
        ref(record.getBlock());
        hash(record.getParentHash(), "the parent of block " + record.getBlock().getHeight());
        opened = record;
        transactions = new ArrayList<>();
        inputs = 0;
        outputs = 0;
        sum = BigInteger.ZERO;
    }

    @Override
    public void requireNoneOpen(BlockPlace place) {
        BlockOpened block = opened;
        if (block != null) {
            throw outOfOrder("the seal of " + ref(block.getBlock()), ref(place).toString());
        }
    }

    @Override
    public void add(ChainRecord batch) {
        if (!batch.hasUtxoTransactions()) {
            throw otherModel("transactions with inputs and outputs", "transactions of accounts");
        }
        add(batch.getUtxoTransactions());
    }

    /** A batch of the open block's transactions. */
    public void add(UtxoTransactions batch) {
        BlockOpened block = require(batch.getBlock());
        if (batch.getFirstIndex() != transactions.size()) {
            throw broken(block, "a batch from transaction " + transactions.size(), "from " + batch.getFirstIndex());
        }
        if (batch.getTransactionsCount() > block.getTransactionCount() - transactions.size()) {
            throw broken(
                    block,
                    "at most " + block.getTransactionCount() + " transactions",
                    Integer.toString(transactions.size() + batch.getTransactionsCount()));
        }
        for (UtxoTransaction transaction : batch.getTransactionsList()) {
            transactions.add(transaction(block, transaction));
        }
    }

    /** The open block, whole. Throws {@link InputFaultException} where it does not hold to its seal. */
    @Override
    public BlockContent seal(BlockSealed seal) {
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
                hash(block.getParentHash(), "parent"),
                block.getSegmentStart(),
                seal.getDifficultyUnchecked(),
                block.getTimeSeconds(),
                transactions);
    }

    public static BlockRef ref(BlockPlace place) {
        BlockHash hash = hash(place.getHash(), "block " + Long.toUnsignedString(place.getHeight()));
        if (place.getHeight() < 0) {
            throw malformed("the height of block " + hash, "below 2^63", Long.toUnsignedString(place.getHeight()));
        }
        return new BlockRef(place.getHeight(), hash);
    }

    public static BlockHash hash(ByteString bytes, String where) {
        return BlockHash.ofDisplayBytes(hashBytes(bytes, where));
    }

    private static byte[] hashBytes(ByteString bytes, String where) {
        if (bytes.size() != HASH_BYTES) {
            throw malformed(where, HASH_BYTES + " bytes", bytes.size() + " bytes");
        }
        return bytes.toByteArray();
    }

    private BlockContent.Transaction transaction(BlockOpened block, UtxoTransaction record) {
        TxId id = txId(record.getTxid(), block);
        var spends = new ArrayList<Outpoint>(record.getInputsCount());
        for (UtxoInput input : record.getInputsList()) {
            if (input.getPreviousIndex() < 0 || input.getPreviousIndex() > Outpoint.INDEX_MAX) {
                throw malformed(
                        "an input of transaction " + id,
                        "an output index of at most " + Outpoint.INDEX_MAX,
                        Integer.toUnsignedString(input.getPreviousIndex()));
            }
            spends.add(new Outpoint(txId(input.getPreviousTxid(), block), input.getPreviousIndex()));
        }
        var pays = new ArrayList<BlockContent.Output>(record.getOutputsCount());
        for (UtxoOutput output : record.getOutputsList()) {
            if (output.getValue() < 0) {
                throw malformed(
                        "an output of transaction " + id,
                        "a value below 2^63",
                        Long.toUnsignedString(output.getValue()));
            }
            boolean destroys = output.getScriptType() == ScriptType.SCRIPT_TYPE_OP_RETURN;
            pays.add(new BlockContent.Output(output.getValue(), output.getAddress(), destroys));
            sum = sum.add(BigInteger.valueOf(output.getValue()));
        }
        inputs += spends.size();
        outputs += pays.size();
        return new BlockContent.Transaction(id, record.getCoinbase(), spends, pays);
    }

    public static TxId txId(ByteString bytes, BlockOpened block) {
        return TxId.ofDisplayBytes(
                hashBytes(bytes, "a transaction id in block " + block.getBlock().getHeight()));
    }

    private BlockOpened require(BlockPlace place) {
        return require(opened, place);
    }

    /** The open block that a record belongs to. */
    public static BlockOpened require(@Nullable BlockOpened block, BlockPlace place) {
        if (block == null || !block.getBlock().equals(place)) {
            throw outOfOrder(
                    block == null ? "the first record of a block" : "records of " + ref(block.getBlock()),
                    ref(place).toString());
        }
        return block;
    }

    public static InputFaultException outOfOrder(String expected, String got) {
        return new InputFaultException(new InputFault(
                "tracing.feed.out-of-order",
                "a record belongs to no open block, or falls into one",
                "block feed",
                expected,
                got,
                "compare the topic with the chain; the index stays where it is"));
    }

    public static InputFaultException otherModel(String expected, String got) {
        return new InputFaultException(new InputFault(
                "tracing.feed.other-model",
                "a record on the topic of blocks is of the other kind of chain",
                "block feed",
                expected,
                got,
                "compare the topic with the chain; the index stays where it is"));
    }

    public static InputFaultException malformed(String where, String expected, String got) {
        return new InputFaultException(new InputFault(
                "tracing.feed.malformed",
                "a record on the topic of blocks has an impossible part",
                where,
                expected,
                got,
                "compare the topic with the chain; the index stays where it is"));
    }

    public static InputFaultException broken(BlockOpened block, String expected, String got) {
        return new InputFaultException(new InputFault(
                "tracing.feed.seal-broken",
                "a block on the topic does not hold to its seal",
                "block " + ref(block.getBlock()),
                expected,
                got,
                "compare the topic with the chain; the index stays where it is"));
    }
}
