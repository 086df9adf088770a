package org.holdfast.primitives.chain;

import java.util.List;
import org.holdfast.primitives.Address;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.InputFaultException;

/**
 * What differs between one chain and another, as data. Code asks a profile; it never asks for a namespace by name.
 *
 * @param chain after CAIP-2
 * @param name as people type it
 * @param nativeAsset the coin in which fees are paid
 * @param addresses how the chain writes addresses
 * @param forks rules and where they begin; their form says whether value is kept in outputs or in accounts
 * @param finality when a block counts as final
 * @param sources documents that state the values of this profile
 * @param assumptions what was assumed and not looked up, each a sentence; empty for a chain that is known
 */
public record ChainProfile(
        ChainId chain,
        String name,
        NativeAsset nativeAsset,
        AddressForm addresses,
        ForkRules forks,
        FinalityRule finality,
        List<String> sources,
        List<String> assumptions) {
    public ChainProfile {
        sources = List.copyOf(sources);
        assumptions = List.copyOf(assumptions);
    }

    /** Whether the chain keeps value in accounts, and not in outputs of transactions. */
    public boolean hasAccounts() {
        return forks instanceof ForkRules.Accounts;
    }

    /**
     * Reads an address of this chain into its canonical form.
     *
     * @throws InputFaultException where network, checksum, case or length is wrong
     */
    public Address address(String text) {
        return addresses.parse(chain, text);
    }
}
