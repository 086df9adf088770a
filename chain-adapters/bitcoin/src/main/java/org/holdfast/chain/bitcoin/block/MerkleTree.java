package org.holdfast.chain.bitcoin.block;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Bitcoin's merkle tree over hashes in internal byte order. An odd level repeats its last hash. */
final class MerkleTree {
    /**
     * The root, and whether two neighbours on some level are equal without being the repeated last one: the mark of a
     * block whose transactions were doubled without changing the root (CVE-2012-2459).
     */
    @SuppressWarnings("ArrayRecordComponent") // Handed on once, never compared.
    record Root(byte[] hash, boolean doubled) {}

    private MerkleTree() {}

    static Root root(List<byte[]> leaves, DoubleSha256 sha) {
        if (leaves.isEmpty()) {
            throw new IllegalArgumentException("a merkle tree has at least one leaf");
        }
        boolean doubled = false;
        List<byte[]> level = leaves;
        while (level.size() > 1) {
            var above = new ArrayList<byte[]>((level.size() + 1) / 2);
            for (int i = 0; i < level.size(); i += 2) {
                boolean last = i + 1 == level.size();
                byte[] left = level.get(i);
                byte[] right = last ? left : level.get(i + 1);
                doubled |= !last && Arrays.equals(left, right);
                above.add(sha.hashPair(left, right));
            }
            level = above;
        }
        return new Root(level.getFirst(), doubled);
    }
}
