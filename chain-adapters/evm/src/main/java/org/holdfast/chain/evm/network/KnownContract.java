package org.holdfast.chain.evm.network;

import org.holdfast.chain.evm.coding.EvmAddress;

/**
 * A contract that is known by name, and from where it is known.
 *
 * @param name as its makers call it
 * @param source a file at a fixed state, or a page, that states this address for this contract
 */
public record KnownContract(EvmAddress address, Role role, String name, String source) {
    /** What is made of a contract by its being known. */
    public enum Role {
        /** A token whose {@code Deposit} and {@code Withdrawal} mint and burn it for native value. */
        WRAPPED_NATIVE,
        /** A token of Tether's code. */
        TETHER_TOKEN,
        /** A token of Circle's code. */
        CIRCLE_TOKEN,
        /** A token of Paxos's code. */
        PAXOS_TOKEN,
        /** A wallet through which an issuer acts. */
        ISSUER_WALLET,
        /** A bridge. */
        BRIDGE,
        /** A router or pool: value passes through it and does not belong to it. */
        PASS_THROUGH
    }

    public KnownContract {
        if (name.isBlank() || !source.startsWith("https://")) {
            throw new IllegalArgumentException("a known contract has a name and a source, got " + name + ", " + source);
        }
    }
}
