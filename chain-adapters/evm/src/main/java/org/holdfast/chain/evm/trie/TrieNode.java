package org.holdfast.chain.evm.trie;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.holdfast.chain.evm.coding.Bytes;
import org.holdfast.chain.evm.coding.Keccak;
import org.holdfast.chain.evm.coding.Rlp;
import org.holdfast.chain.evm.coding.RlpItem;
import org.holdfast.primitives.Hash256;
import org.jspecify.annotations.Nullable;

/** A node with its coding, computed once. */
sealed interface TrieNode {
    RlpItem item();

    Bytes encoded();

    /** How a parent names this node: by hash, or whole where the coding is shorter than a hash. */
    default RlpItem reference() {
        return standsAlone() ? RlpItem.of(Bytes.of(Keccak.hash(encoded()).displayBytes())) : item();
    }

    default boolean standsAlone() {
        return encoded().size() >= Hash256.BYTES;
    }

    record Leaf(RlpItem item, Bytes encoded) implements TrieNode {
        static Leaf of(byte[] path, Bytes value) {
            var item = RlpItem.of(List.of(RlpItem.of(Nibbles.prefixed(path, true)), RlpItem.of(value)));
            return new Leaf(item, Rlp.encode(item));
        }
    }

    /** A run of nibbles, one a byte, that all entries below share. */
    record Extension(Bytes path, TrieNode child, RlpItem item, Bytes encoded) implements TrieNode {
        static Extension of(byte[] path, TrieNode child) {
            var item = RlpItem.of(List.of(RlpItem.of(Nibbles.prefixed(path, false)), child.reference()));
            return new Extension(Bytes.of(path), child, item, Rlp.encode(item));
        }
    }

    /** A fork into sixteen; an absent child is null. */
    record Branch(List<@Nullable TrieNode> children, RlpItem item, Bytes encoded) implements TrieNode {
        static Branch of(List<@Nullable TrieNode> children, Bytes value) {
            var items = new ArrayList<RlpItem>();
            for (TrieNode child : children) {
                items.add(child == null ? RlpItem.of(Bytes.EMPTY) : child.reference());
            }
            items.add(RlpItem.of(value));
            var item = RlpItem.of(items);
            return new Branch(Collections.unmodifiableList(children), item, Rlp.encode(item));
        }
    }
}
