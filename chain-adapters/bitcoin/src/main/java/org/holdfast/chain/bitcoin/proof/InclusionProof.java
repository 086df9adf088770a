package org.holdfast.chain.bitcoin.proof;

import static org.holdfast.chain.bitcoin.proof.ProofFault.fault;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.holdfast.chain.bitcoin.BitcoinNetwork;
import org.holdfast.chain.bitcoin.block.RawBlockReader;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.Hash256;
import org.holdfast.primitives.TxId;

/**
 * That some transactions stand in a block: its header and a pruned merkle tree, in the form that Bitcoin Core's
 * {@code gettxoutproof} gives and {@code verifytxoutproof} takes (a {@code merkleblock} message, BIP-37).
 *
 * @param header the 80 bytes of the block's header
 * @param transactionCount how many transactions the block has, as the maker of the proof says
 * @param hashes nodes of the tree from the root down, left before right
 * @param flags one bit per node that is looked at, in the same order, the lowest bit of a byte first
 */
@SuppressWarnings("ArrayRecordComponent") // Wire bytes; proofs are compared by their bytes.
public record InclusionProof(byte[] header, int transactionCount, List<Hash256> hashes, byte[] flags) {
    /** A block of four million weight units has no more transactions of the least weight, 240. */
    public static final int TRANSACTIONS_MAX = 4_000_000 / 240;

    /** One transaction, and its position in the block from 0. */
    public record Place(TxId txid, int position) {}

    /** What a proof proves. Whether the block is part of the chain is another question. */
    public record Proven(BlockHash block, List<Place> transactions) {
        public Proven {
            transactions = List.copyOf(transactions);
        }
    }

    public InclusionProof {
        header = header.clone();
        hashes = List.copyOf(hashes);
        flags = flags.clone();
    }

    /**
     * Makes a proof from a stored block.
     *
     * @param header its header
     * @param txids all its transactions in block order
     * @param wanted the ones to be proven
     * @throws org.holdfast.primitives.InputFaultException if one is not among them, none is wanted, or the transactions
     *     do not give the header's merkle root
     */
    public static InclusionProof of(byte[] header, List<TxId> txids, Set<TxId> wanted) {
        var left = new HashSet<>(wanted);
        var matches = new BitSet(txids.size());
        for (int i = 0; i < txids.size(); i++) {
            matches.set(i, left.remove(txids.get(i)));
        }
        if (!left.isEmpty() || wanted.isEmpty()) {
            throw fault(
                    "bitcoin.proof.not-in-block",
                    "a transaction to be proven is not in the block",
                    "block " + RawBlockReader.hash(header),
                    "one or more of its " + txids.size() + " transactions",
                    left.isEmpty() ? "none" : left.iterator().next().toString(),
                    "name transactions of this block");
        }
        var tree = new PartialTree.Builder(txids, matches);
        requireRoot(header, tree.root(), "block " + RawBlockReader.hash(header));
        return new InclusionProof(header, txids.size(), tree.hashes(), tree.flags());
    }

    /** Makes a proof from a block in the wire format, which is checked first. */
    public static InclusionProof of(BitcoinNetwork network, byte[] rawBlock, Set<TxId> wanted) {
        List<TxId> txids = new RawBlockReader(network).txids(rawBlock, "block for a proof");
        return of(Arrays.copyOf(rawBlock, ProofForm.HEADER_BYTES), txids, wanted);
    }

    /** Reads the wire form. Throws {@code InputFaultException} where it is cut off, too long or not minimal. */
    public static InclusionProof read(byte[] bytes) {
        return ProofForm.read(bytes);
    }

    /** The wire form. */
    public byte[] bytes() {
        return ProofForm.write(this);
    }

    /**
     * Checks the proof by itself: proof of work, the shape of the tree, and that it leads to the header's merkle root.
     *
     * @param knownCount how many transactions the block has, where that is known from elsewhere, as from its seal; a
     *     proof that says otherwise is refused. Without it a transaction of 64 bytes that was made to look like two
     *     hashes can pass for a node of the tree (CVE-2017-12842)
     * @return the block and the proven transactions, at least one
     * @throws org.holdfast.primitives.InputFaultException if it does not hold, or proves nothing
     */
    public Proven verify(BitcoinNetwork network, OptionalInt knownCount) {
        BlockHash block = new RawBlockReader(network).requireWork(header, "inclusion proof");
        String where = "inclusion proof for block " + block;
        if (knownCount.isPresent() && knownCount.getAsInt() != transactionCount) {
            throw ProofFault.impossible(
                    where, knownCount.getAsInt() + " transactions", Integer.toString(transactionCount));
        }
        var tree = new PartialTree.Reader(this, where);
        requireRoot(header, tree.root(), where);
        List<Place> proven = tree.matches();
        if (proven.isEmpty()) {
            throw fault(
                    "bitcoin.proof.empty",
                    "an inclusion proof proves no transaction",
                    where,
                    "one or more",
                    "none",
                    "ask for a proof that names the transaction");
        }
        return new Proven(block, new ArrayList<>(proven));
    }

    private static void requireRoot(byte[] header, byte[] root, String where) {
        byte[] wanted = Arrays.copyOfRange(header, ProofForm.ROOT_AT, ProofForm.ROOT_AT + Hash256.BYTES);
        if (!Arrays.equals(wanted, root)) {
            throw fault(
                    "bitcoin.proof.root-mismatch",
                    "the transactions do not lead to the merkle root of the header",
                    where,
                    Hash256.ofBitcoinInternalBytes(wanted).toString(),
                    Hash256.ofBitcoinInternalBytes(root).toString(),
                    "get the proof again from a source you trust");
        }
    }
}
