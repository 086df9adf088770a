package org.holdfast.tracing.output.graph;

import org.jspecify.annotations.Nullable;

/**
 * A 64-bit key of an address: FNV-1a over its ASCII characters, then the finaliser of MurmurHash3 (fmix64). Equal
 * addresses have equal keys; different addresses can collide, so the text decides after the key.
 */
public final class AddressKey {
    /** No address. */
    public static final long NONE = 0;

    private static final long OFFSET_BASIS = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private AddressKey() {}

    /** The key of an address; 0 for null. */
    public static long of(@Nullable String address) {
        if (address == null || address.isEmpty()) {
            return NONE;
        }
        long key = OFFSET_BASIS;
        for (int i = 0; i < address.length(); i++) {
            key = (key ^ (address.charAt(i) & 0xff)) * PRIME;
        }
        key = (key ^ (key >>> 33)) * 0xff51afd7ed558ccdL;
        key = (key ^ (key >>> 33)) * 0xc4ceb9fe1a85ec53L;
        key ^= key >>> 33;
        return key == NONE ? 1 : key;
    }
}
