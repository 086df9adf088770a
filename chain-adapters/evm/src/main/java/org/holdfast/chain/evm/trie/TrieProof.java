package org.holdfast.chain.evm.trie;

import java.util.List;
import java.util.Optional;
import org.holdfast.chain.evm.coding.Bytes;
import org.holdfast.chain.evm.coding.Keccak;
import org.holdfast.chain.evm.coding.Rlp;
import org.holdfast.chain.evm.coding.RlpItem;
import org.holdfast.primitives.Hash256;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;

/** Verifies a trie proof: a key's value, or that the key is absent, under a root that is known from elsewhere. */
public final class TrieProof {
    private static final int PAIR = 2;

    private TrieProof() {}

    /**
     * The value that the proof shows under the key, empty where it shows that the key is absent.
     *
     * @param proof coded nodes from the root downwards, as {@code eth_getProof} and {@link MerkleTrie#prove} give them
     * @throws InputFaultException where the nodes do not lead from the root to the key's place, or more nodes are given
     *     than lead there
     */
    public static Optional<Bytes> verify(Hash256 root, Bytes key, List<Bytes> proof) {
        if (proof.isEmpty()) {
            if (root.equals(MerkleTrie.EMPTY_ROOT)) {
                return Optional.empty();
            }
            throw broken("a node with the root's hash", "no node");
        }
        return new Walk(Nibbles.of(key), proof).from(RlpItem.of(Bytes.of(root.displayBytes())), true);
    }

    private static InputFaultException broken(String expected, String got) {
        return new InputFaultException(new InputFault(
                "evm.proof.broken",
                "an inclusion proof does not hold",
                "trie proof",
                expected,
                got,
                "ask for the proof again; do not rely on this one"));
    }

    private static final class Walk {
        private final byte[] path;
        private final List<Bytes> proof;
        private int used;
        private int at;

        Walk(byte[] path, List<Bytes> proof) {
            this.path = path;
            this.proof = proof;
        }

        Optional<Bytes> from(RlpItem reference, boolean isRoot) {
            RlpItem next = reference;
            boolean hashed = isRoot;
            while (true) {
                List<RlpItem> node = (hashed ? resolve(next.text()) : next).list();
                RlpItem found;
                if (node.size() == MerkleTrie.WIDTH + 1) {
                    if (at == path.length) {
                        return end(node.get(MerkleTrie.WIDTH).text());
                    }
                    found = node.get(path[at++]);
                } else if (node.size() == PAIR) {
                    Bytes prefixed = node.getFirst().text();
                    if (prefixed.isEmpty()) {
                        throw broken("a path in its node", "none");
                    }
                    byte[] run = Nibbles.unprefixed(prefixed);
                    boolean follows = Nibbles.startsWith(path, at, run);
                    at += run.length;
                    boolean leaf = Nibbles.isLeaf(prefixed);
                    if (!follows || (leaf && at != path.length)) {
                        return end(Bytes.EMPTY);
                    }
                    if (leaf) {
                        return end(node.getLast().text());
                    }
                    found = node.getLast();
                } else {
                    throw broken("nodes of 2 or 17 items", node.size() + " items");
                }
                if (found instanceof RlpItem.Text text && text.bytes().isEmpty()) {
                    return end(Bytes.EMPTY);
                }
                hashed = found instanceof RlpItem.Text;
                next = found;
            }
        }

        private RlpItem resolve(Bytes hash) {
            if (hash.size() != Hash256.BYTES) {
                throw broken("a hash of 32 bytes", hash.size() + " bytes");
            }
            if (used == proof.size()) {
                throw broken("the node with hash " + hash, "no more nodes");
            }
            Bytes node = proof.get(used++);
            Hash256 got = Keccak.hash(node);
            if (!got.equals(hash.hash())) {
                throw broken("a node with hash " + hash, "one with hash " + got);
            }
            return Rlp.decode(node);
        }

        private Optional<Bytes> end(Bytes value) {
            if (used != proof.size()) {
                throw broken(used + " nodes", proof.size() + " nodes");
            }
            return value.isEmpty() ? Optional.empty() : Optional.of(value);
        }
    }
}
