package org.holdfast.tracing.account.ledger;

import org.holdfast.primitives.AssetId;

/**
 * One ledger: an asset at an address.
 *
 * @param address the canonical form of the chain profile
 */
public record AccountKey(String address, AssetId asset) implements Comparable<AccountKey> {
    public AccountKey {
        if (address.isEmpty()) {
            throw new IllegalArgumentException("an account has an address");
        }
    }

    @Override
    public int compareTo(AccountKey other) {
        int c = asset.toString().compareTo(other.asset.toString());
        return c == 0 ? address.compareTo(other.address) : c;
    }

    /** {@code <address> <asset>}. */
    @Override
    public String toString() {
        return address + " " + asset;
    }
}
