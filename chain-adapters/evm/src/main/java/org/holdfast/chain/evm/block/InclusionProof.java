package org.holdfast.chain.evm.block;

import java.util.List;
import org.holdfast.chain.evm.coding.Bytes;
import org.holdfast.chain.evm.trie.MerkleTrie;
import org.holdfast.chain.evm.trie.TrieProof;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.Hash256;

/**
 * Shows that a transaction and its receipt stand in a block, to somebody who has the block's hash and nothing else.
 *
 * @param header the header's RLP; its hash is the block's
 * @param index position in the block, from 0
 * @param transactionNodes trie nodes from the transactions root downwards
 * @param receiptNodes trie nodes from the receipts root downwards
 */
public record InclusionProof(Bytes header, int index, List<Bytes> transactionNodes, List<Bytes> receiptNodes) {
    public InclusionProof {
        transactionNodes = List.copyOf(transactionNodes);
        receiptNodes = List.copyOf(receiptNodes);
    }

    /** What a proof that holds has shown. */
    public record Shown(EvmHeader header, EvmTransaction transaction, EvmReceipt receipt) {}

    public static InclusionProof of(EvmBlock block, int index) {
        Bytes key = MerkleTrie.indexKey(index);
        return new InclusionProof(
                block.header().encoded(),
                index,
                block.transactionTrie().prove(key),
                block.receiptTrie().prove(key));
    }

    /** Throws {@link org.holdfast.primitives.InputFaultException} where the proof does not hold for this block. */
    public Shown verify(BlockHash block) {
        EvmHeader decoded = EvmHeader.decode(header);
        Shape.require("proof's block", block.toString(), decoded.hash().equals(block), decoded.hash());
        return new Shown(
                decoded,
                EvmTransaction.decode(under(decoded.transactionsRoot(), transactionNodes)),
                EvmReceipt.decode(under(decoded.receiptsRoot(), receiptNodes)));
    }

    private Bytes under(Hash256 root, List<Bytes> nodes) {
        var value = TrieProof.verify(root, MerkleTrie.indexKey(index), nodes);
        Shape.require("proof's position", "an entry at " + index, value.isPresent(), "none");
        return value.orElseThrow();
    }
}
