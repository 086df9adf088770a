package org.holdfast.chain.bitcoin.proof;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.holdfast.chain.bitcoin.block.DoubleSha256;
import org.holdfast.primitives.Hash256;
import org.holdfast.primitives.TxId;

/**
 * The pruned merkle tree of BIP-37. Nodes are visited from the root down, left before right; each visit takes a flag
 * bit. 1 says that a wanted transaction is below: the node is opened, or named if it is a transaction. 0 says that
 * there is none: the node's hash stands for all below it. Level 0 are the transactions.
 */
final class PartialTree {
    private PartialTree() {}

    /** Nodes of a level: an odd last one of the level below stands alone. */
    private static int width(int transactions, int level) {
        return (transactions + (1 << level) - 1) >>> level;
    }

    private static int rootLevel(int transactions) {
        int level = 0;
        while (width(transactions, level) > 1) {
            level++;
        }
        return level;
    }

    /** Prunes a whole tree. */
    static final class Builder {
        private final BitSet matches;
        private final List<List<byte[]>> levels = new ArrayList<>();
        private final List<Hash256> hashes = new ArrayList<>();
        private final BitSet flags = new BitSet();
        private int flagCount;

        Builder(List<TxId> txids, BitSet matches) {
            this.matches = matches;
            var sha = new DoubleSha256();
            levels.add(txids.stream()
                    .map(txid -> txid.hash().bitcoinInternalBytes())
                    .toList());
            while (levels.getLast().size() > 1) {
                List<byte[]> below = levels.getLast();
                var level = new ArrayList<byte[]>();
                for (int i = 0; i < below.size(); i += 2) {
                    level.add(sha.hashPair(below.get(i), below.get(Math.min(i + 1, below.size() - 1))));
                }
                levels.add(level);
            }
            visit(levels.size() - 1, 0);
        }

        byte[] root() {
            return levels.getLast().getFirst();
        }

        List<Hash256> hashes() {
            return hashes;
        }

        byte[] flags() {
            return Arrays.copyOf(flags.toByteArray(), (flagCount + Byte.SIZE - 1) / Byte.SIZE);
        }

        private void visit(int level, int index) {
            int firstBelow = index << level;
            int match = matches.nextSetBit(firstBelow);
            boolean below = match >= 0 && match < (index + 1) << level;
            flags.set(flagCount++, below);
            if (level == 0 || !below) {
                hashes.add(Hash256.ofBitcoinInternalBytes(levels.get(level).get(index)));
                return;
            }
            visit(level - 1, 2 * index);
            if (2 * index + 1 < levels.get(level - 1).size()) {
                visit(level - 1, 2 * index + 1);
            }
        }
    }

    /** Walks a pruned tree; everything in it must be used, and nothing else. */
    static final class Reader {
        private final InclusionProof proof;
        private final String where;
        private final BitSet flags;
        private final DoubleSha256 sha = new DoubleSha256();
        private final List<InclusionProof.Place> matches = new ArrayList<>();
        private final byte[] root;
        private int flagsUsed;
        private int hashesUsed;

        Reader(InclusionProof proof, String where) {
            this.proof = proof;
            this.where = where;
            this.flags = BitSet.valueOf(proof.flags());
            int transactions = proof.transactionCount();
            if (transactions < 1 || transactions > InclusionProof.TRANSACTIONS_MAX) {
                throw ProofFault.impossible(
                        where,
                        "1 to " + InclusionProof.TRANSACTIONS_MAX + " transactions",
                        Integer.toUnsignedString(transactions));
            }
            this.root = visit(rootLevel(transactions), 0);
            int flagBytes = (flagsUsed + Byte.SIZE - 1) / Byte.SIZE;
            if (hashesUsed != proof.hashes().size() || flagBytes != proof.flags().length) {
                throw ProofFault.impossible(
                        where,
                        hashesUsed + " hashes and " + flagBytes + " flag bytes",
                        proof.hashes().size() + " and " + proof.flags().length);
            }
            if (flags.length() > flagsUsed) {
                throw ProofFault.impossible(where, "zeros after the last flag", "others");
            }
        }

        byte[] root() {
            return root;
        }

        List<InclusionProof.Place> matches() {
            return matches;
        }

        private byte[] visit(int level, int index) {
            if (flagsUsed >= proof.flags().length * Byte.SIZE) {
                throw ProofFault.impossible(where, "more than " + flagsUsed + " flags", "the end of the flags");
            }
            boolean below = flags.get(flagsUsed++);
            if (level == 0 || !below) {
                return leaf(level, index, below);
            }
            byte[] left = visit(level - 1, 2 * index);
            if (2 * index + 1 >= width(proof.transactionCount(), level - 1)) {
                return sha.hashPair(left, left);
            }
            byte[] right = visit(level - 1, 2 * index + 1);
            if (Arrays.equals(left, right)) {
                throw ProofFault.impossible(where, "different neighbours (CVE-2012-2459)", "two equal ones");
            }
            return sha.hashPair(left, right);
        }

        private byte[] leaf(int level, int index, boolean named) {
            if (hashesUsed == proof.hashes().size()) {
                throw ProofFault.impossible(where, "more than " + hashesUsed + " hashes", "the end of the hashes");
            }
            byte[] hash = proof.hashes().get(hashesUsed++).bitcoinInternalBytes();
            if (level == 0 && named) {
                matches.add(new InclusionProof.Place(TxId.ofBitcoinInternalBytes(hash), index));
            }
            return hash;
        }
    }
}
