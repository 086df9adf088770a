package org.holdfast.chain.evm.block;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.holdfast.chain.evm.coding.Bytes;
import org.holdfast.chain.evm.coding.Keccak;
import org.holdfast.chain.evm.coding.Rlp;
import org.holdfast.chain.evm.coding.RlpItem;
import org.holdfast.chain.evm.trie.MerkleTrie;
import org.holdfast.primitives.Hash256;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;

/**
 * A whole block whose parts belong together: {@link #verified} is the only way to one. The header's place in the chain
 * is the reader's to check, by parent hash.
 *
 * @param ommers headers of stale blocks that proof of work rewarded
 * @param withdrawals none before Shanghai
 */
public record EvmBlock(
        EvmHeader header,
        List<EvmTransaction> transactions,
        List<EvmReceipt> receipts,
        List<EvmHeader> ommers,
        List<Withdrawal> withdrawals) {
    /** Gas of one blob (EIP-4844). */
    public static final BigInteger GAS_PER_BLOB = BigInteger.valueOf(131_072);

    public EvmBlock {
        transactions = List.copyOf(transactions);
        receipts = List.copyOf(receipts);
        ommers = List.copyOf(ommers);
        withdrawals = List.copyOf(withdrawals);
    }

    /**
     * Recomputes every root and the filter that the header states over these parts.
     *
     * @throws InputFaultException where a part is missing or does not match
     */
    public EvmBlock verified() {
        same("transactions root", header.transactionsRoot(), transactionTrie().root());
        if (receipts.size() != transactions.size()) {
            throw mismatch("number of receipts", transactions.size(), receipts.size());
        }
        List<Bytes> blooms = LogsBloom.ofEach(receipts);
        same("receipts root", header.receiptsRoot(), receiptTrie(blooms).root());
        Bytes bloom = LogsBloom.union(blooms);
        if (!bloom.equals(header.bloom())) {
            throw mismatch("logs bloom", header.bloom(), bloom);
        }
        var coded = ommers.stream().map(o -> Rlp.decode(o.encoded())).toList();
        same("ommers hash", header.ommersHash(), Keccak.hash(Rlp.encode(RlpItem.of(coded))));
        Hash256 stated = header.withdrawalsRoot() == null ? MerkleTrie.EMPTY_ROOT : header.withdrawalsRoot();
        same("withdrawals root", stated, withdrawalTrie().root());
        BigInteger gas =
                receipts.isEmpty() ? BigInteger.ZERO : receipts.getLast().cumulativeGas();
        if (!gas.equals(header.gasUsed())) {
            throw mismatch("gas used", header.gasUsed(), gas);
        }
        requireBlobGas();
        return this;
    }

    /** Only chains without blobs state another number there: some rollups use the field for something else. */
    private void requireBlobGas() {
        int blobs = transactions.stream().mapToInt(EvmTransaction::blobs).sum();
        BigInteger computed = GAS_PER_BLOB.multiply(BigInteger.valueOf(blobs));
        if (blobs > 0 && !computed.equals(header.blobGasUsed())) {
            throw mismatch("blob gas used", String.valueOf(header.blobGasUsed()), computed);
        }
    }

    /** Gas that each transaction used, in block order. */
    public List<BigInteger> gasUsed() {
        var used = new ArrayList<BigInteger>(receipts.size());
        BigInteger before = BigInteger.ZERO;
        for (EvmReceipt receipt : receipts) {
            BigInteger own = receipt.cumulativeGas().subtract(before);
            if (own.signum() < 0) {
                throw mismatch("cumulative gas", "at least " + before, receipt.cumulativeGas());
            }
            used.add(own);
            before = receipt.cumulativeGas();
        }
        return List.copyOf(used);
    }

    public MerkleTrie transactionTrie() {
        return MerkleTrie.ofIndexed(
                transactions.stream().map(EvmTransaction::encoded).toList());
    }

    public MerkleTrie receiptTrie() {
        return receiptTrie(LogsBloom.ofEach(receipts));
    }

    private MerkleTrie receiptTrie(List<Bytes> blooms) {
        var encoded = new ArrayList<Bytes>(receipts.size());
        for (int i = 0; i < receipts.size(); i++) {
            encoded.add(receipts.get(i).encoded(blooms.get(i)));
        }
        return MerkleTrie.ofIndexed(encoded);
    }

    private MerkleTrie withdrawalTrie() {
        return MerkleTrie.ofIndexed(
                withdrawals.stream().map(Withdrawal::encoded).toList());
    }

    private void same(String part, Hash256 stated, Hash256 computed) {
        if (!stated.equals(computed)) {
            throw mismatch(part, stated, computed);
        }
    }

    private InputFaultException mismatch(String part, Object stated, Object computed) {
        return new InputFaultException(new InputFault(
                "evm.block.mismatch",
                "a block's parts do not match its header",
                part + " of block " + header.number() + " " + header.hash(),
                InputFault.quote(stated.toString()),
                InputFault.quote(computed.toString()),
                "get the block again from another source; it is not published"));
    }
}
