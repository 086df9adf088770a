package org.holdfast.chain.evm.trie;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.holdfast.chain.evm.coding.Bytes;
import org.holdfast.chain.evm.coding.Keccak;
import org.holdfast.chain.evm.coding.Rlp;
import org.holdfast.chain.evm.coding.RlpItem;
import org.holdfast.primitives.Hash256;
import org.jspecify.annotations.Nullable;

/** A whole trie in memory, built once from all its entries: enough for the transactions and receipts of a block. */
public final class MerkleTrie {
    /** The root of a trie without entries. */
    public static final Hash256 EMPTY_ROOT = Keccak.hash(Rlp.encode(RlpItem.of(Bytes.EMPTY)));

    static final int WIDTH = 16;

    private final @Nullable TrieNode root;

    private MerkleTrie(@Nullable TrieNode root) {
        this.root = root;
    }

    /** Entries under the RLP of their position from 0, as blocks hold transactions, receipts and withdrawals. */
    public static MerkleTrie ofIndexed(List<Bytes> values) {
        var entries = new ArrayList<Entry>(values.size());
        for (int i = 0; i < values.size(); i++) {
            entries.add(new Entry(Nibbles.of(indexKey(i)), values.get(i)));
        }
        return ofEntries(entries);
    }

    /** Entries under keys as they are; a "secure" trie hashes its keys before. No value may be empty. */
    public static MerkleTrie of(Map<Bytes, Bytes> values) {
        var entries = new ArrayList<Entry>(values.size());
        values.forEach((key, value) -> entries.add(new Entry(Nibbles.of(key), value)));
        return ofEntries(entries);
    }

    /** The key of a position in a block. */
    public static Bytes indexKey(int index) {
        return Rlp.encode(RlpItem.of(Bytes.ofNumber(index)));
    }

    public Hash256 root() {
        return root == null ? EMPTY_ROOT : Keccak.hash(root.encoded());
    }

    /**
     * The nodes from the root to the key's place, whether or not the key is there; {@link TrieProof} reads them. A node
     * that is shorter than a hash stands inside its parent and is not listed.
     */
    public List<Bytes> prove(Bytes key) {
        var proof = new ArrayList<Bytes>();
        byte[] path = Nibbles.of(key);
        int at = 0;
        TrieNode node = root;
        while (node != null) {
            if (proof.isEmpty() || node.standsAlone()) {
                proof.add(node.encoded());
            }
            switch (node) {
                case TrieNode.Leaf leaf -> node = null;
                case TrieNode.Extension extension -> {
                    byte[] run = extension.path().toArray();
                    boolean follows = Nibbles.startsWith(path, at, run);
                    at += run.length;
                    // A key that leaves the run ends here: the extension itself shows that it is absent.
                    node = follows ? extension.child() : null;
                }
                case TrieNode.Branch branch ->
                    node = at < path.length ? branch.children().get(path[at++]) : null;
            }
        }
        return List.copyOf(proof);
    }

    private static MerkleTrie ofEntries(List<Entry> entries) {
        if (entries.stream().anyMatch(e -> e.value.isEmpty())) {
            throw new IllegalArgumentException("an empty value means absence and cannot be an entry");
        }
        entries.sort((a, b) -> Arrays.compare(a.path, b.path));
        return new MerkleTrie(entries.isEmpty() ? null : build(entries, 0));
    }

    private static TrieNode build(List<Entry> sorted, int depth) {
        byte[] first = sorted.getFirst().path;
        if (sorted.size() == 1) {
            return TrieNode.Leaf.of(Arrays.copyOfRange(first, depth, first.length), sorted.getFirst().value);
        }
        int shared = Nibbles.common(first, sorted.getLast().path, depth);
        return shared == 0
                ? fork(sorted, depth)
                : TrieNode.Extension.of(Arrays.copyOfRange(first, depth, depth + shared), fork(sorted, depth + shared));
    }

    private static TrieNode fork(List<Entry> sorted, int depth) {
        var children = new ArrayList<@Nullable TrieNode>(WIDTH);
        Bytes value = Bytes.EMPTY;
        int at = 0;
        if (sorted.getFirst().path.length == depth) {
            value = sorted.getFirst().value;
            at = 1;
        }
        for (int nibble = 0; nibble < WIDTH; nibble++) {
            int end = at;
            while (end < sorted.size() && sorted.get(end).path[depth] == nibble) {
                end++;
            }
            children.add(end > at ? build(sorted.subList(at, end), depth + 1) : null);
            at = end;
        }
        return TrieNode.Branch.of(children, value);
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared, never leaves this class
    private record Entry(byte[] path, Bytes value) {}
}
