package org.holdfast.chain.evm.ledger;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.holdfast.chain.evm.coding.EvmAddress;
import org.holdfast.chain.evm.movement.LedgerEntry;
import org.holdfast.chain.evm.movement.LedgerEntry.Movement;
import org.holdfast.chain.evm.network.EvmNetwork;
import org.jspecify.annotations.Nullable;

/**
 * The parties that gave or got value. The zero address is none: it stands where tokens begin and end. Routers, pools
 * and wrapping contracts are none either, because the value of all holders passes through them. Published label sets
 * name both, and a trace that took them for parties would call half of all accounts tainted.
 */
public final class Touched {
    private final Set<EvmAddress> excluded;

    private Touched(Set<EvmAddress> excluded) {
        this.excluded = Set.copyOf(excluded);
    }

    /** Excludes the zero address and what the network's configuration names as passed through or wrapping. */
    public static Touched in(EvmNetwork network) {
        var excluded = new HashSet<EvmAddress>();
        excluded.add(EvmAddress.ZERO);
        excluded.addAll(network.passThrough());
        excluded.addAll(network.wrappedNative());
        return new Touched(excluded);
    }

    /** All parties of these entries' movements, in order of address. */
    public Set<EvmAddress> by(List<LedgerEntry> entries) {
        var parties = new TreeSet<EvmAddress>();
        for (LedgerEntry entry : entries) {
            if (entry instanceof Movement movement) {
                add(parties, movement.from());
                add(parties, movement.to());
            }
        }
        return parties;
    }

    /** Whether an account can be a party at all, for label sets that name those which cannot. */
    public boolean canBeParty(EvmAddress account) {
        return !excluded.contains(account);
    }

    private void add(Set<EvmAddress> parties, @Nullable EvmAddress party) {
        if (party != null && canBeParty(party)) {
            parties.add(party);
        }
    }
}
