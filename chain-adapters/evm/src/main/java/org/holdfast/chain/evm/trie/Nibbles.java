package org.holdfast.chain.evm.trie;

import java.util.Arrays;
import org.holdfast.chain.evm.coding.Bytes;

/** Keys as half bytes, and their "hex prefix" form in leaves and extensions. */
final class Nibbles {
    private static final int LEAF = 2;

    private Nibbles() {}

    static byte[] of(Bytes key) {
        byte[] nibbles = new byte[2 * key.size()];
        for (int i = 0; i < key.size(); i++) {
            nibbles[2 * i] = (byte) (key.at(i) >> 4);
            nibbles[2 * i + 1] = (byte) (key.at(i) & 0x0F);
        }
        return nibbles;
    }

    static Bytes prefixed(byte[] path, boolean leaf) {
        boolean odd = path.length % 2 == 1;
        byte[] out = new byte[path.length / 2 + 1];
        int flag = (leaf ? LEAF : 0) + (odd ? 1 : 0);
        out[0] = (byte) ((flag << 4) | (odd ? path[0] : 0));
        for (int i = odd ? 1 : 0, o = 1; i < path.length; i += 2, o++) {
            out[o] = (byte) ((path[i] << 4) | path[i + 1]);
        }
        return Bytes.of(out);
    }

    static boolean isLeaf(Bytes prefixed) {
        return prefixed.at(0) >> 4 >= LEAF;
    }

    static byte[] unprefixed(Bytes prefixed) {
        byte[] all = of(prefixed);
        return Arrays.copyOfRange(all, (all[0] & 1) == 1 ? 1 : 2, all.length);
    }

    static boolean startsWith(byte[] path, int from, byte[] run) {
        return path.length - from >= run.length && Arrays.equals(path, from, from + run.length, run, 0, run.length);
    }

    static int common(byte[] a, byte[] b, int from) {
        int at = from;
        while (at < a.length && at < b.length && a[at] == b[at]) {
            at++;
        }
        return at - from;
    }
}
