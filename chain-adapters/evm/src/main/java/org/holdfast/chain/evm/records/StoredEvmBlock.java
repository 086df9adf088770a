package org.holdfast.chain.evm.records;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import org.holdfast.chain.evm.block.EvmHeader;
import org.holdfast.chain.evm.block.EvmReceipt;
import org.holdfast.chain.evm.block.EvmTransaction;
import org.holdfast.chain.evm.block.InclusionProof;
import org.holdfast.chain.evm.coding.Bytes;
import org.holdfast.chain.evm.coding.Rlp;
import org.holdfast.chain.evm.trie.MerkleTrie;
import org.holdfast.primitives.Hash256;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.records.chain.v1.AccountTransaction;
import org.holdfast.records.chain.v1.AccountTransactions;
import org.holdfast.records.chain.v1.BlockOpened;

/** Proofs from the stored records of a block: both tries are built again and held against the header. */
public final class StoredEvmBlock {
    private final EvmHeader header;
    private final MerkleTrie transactions;
    private final MerkleTrie receipts;

    private StoredEvmBlock(EvmHeader header, MerkleTrie transactions, MerkleTrie receipts) {
        this.header = header;
        this.transactions = transactions;
        this.receipts = receipts;
    }

    /**
     * Reads the records of a block.
     *
     * @throws InputFaultException if a transaction was stored without its coding or receipt, or if they do not lead to
     *     the roots of the header
     */
    public static StoredEvmBlock of(BlockOpened opened, List<AccountTransactions> batches) {
        EvmHeader header = EvmHeader.decode(bytes(opened.getRawHeader()));
        String where = "block at height " + header.number();
        var encoded = new ArrayList<Bytes>();
        var receipts = new ArrayList<Bytes>();
        for (AccountTransactions batch : batches) {
            for (AccountTransaction transaction : batch.getTransactionsList()) {
                if (transaction.getPart() > 0) {
                    continue;
                }
                if (transaction.getEncoded().isEmpty()
                        || transaction.getReceipt().isEmpty()) {
                    throw fault(
                            "evm.record.without-coding",
                            "a stored transaction lacks its coding or its receipt",
                            where + ", transaction " + transaction.getIndex(),
                            "records from since they are stored",
                            "older records, or a transaction beyond " + AccountRecords.PROOF_BYTES_MAX + " bytes",
                            "follow the chain into a new topic, or ask a node for the proof");
                }
                encoded.add(bytes(transaction.getEncoded()));
                receipts.add(EvmReceipt.decodeWithoutBloom(Rlp.decode(bytes(transaction.getReceipt())))
                        .encoded());
            }
        }
        var block = new StoredEvmBlock(header, MerkleTrie.ofIndexed(encoded), MerkleTrie.ofIndexed(receipts));
        require("transactions", where, header.transactionsRoot(), block.transactions.root());
        require("receipts", where, header.receiptsRoot(), block.receipts.root());
        return block;
    }

    /** The proof that a transaction and its receipt are in the block. */
    public InclusionProof prove(int index) {
        Bytes key = MerkleTrie.indexKey(index);
        return new InclusionProof(header.encoded(), index, transactions.prove(key), receipts.prove(key));
    }

    /** The transaction at a position, in the coding that its id commits to. */
    public static EvmTransaction transaction(AccountTransaction record) {
        return EvmTransaction.decode(bytes(record.getEncoded()));
    }

    private static void require(String what, String where, Hash256 expected, Hash256 got) {
        if (!expected.equals(got)) {
            throw fault(
                    "evm.record.another-root",
                    "the stored " + what + " of a block do not lead to the root in its header",
                    where,
                    expected.toString(),
                    got.toString(),
                    "follow the chain into a new topic: these records were changed");
        }
    }

    private static InputFaultException fault(
            String code, String what, String where, String expected, String got, String remedy) {
        return new InputFaultException(new InputFault(code, what, where, expected, got, remedy));
    }

    private static Bytes bytes(ByteString bytes) {
        return Bytes.of(bytes.toByteArray());
    }
}
