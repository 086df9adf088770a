package org.holdfast.chain.evm.network;

import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.holdfast.chain.evm.coding.EvmAddress;
import org.holdfast.primitives.Address;
import org.holdfast.primitives.AssetId;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.primitives.chain.ChainProfile;
import org.holdfast.primitives.chain.ForkRules;
import org.jspecify.annotations.Nullable;

/**
 * One EVM chain: what its profile says, and the contracts that configuration names. Any other contract that emits the
 * same events is shown and marked as not known.
 *
 * @param chain after CAIP-2
 * @param nativeAsset after CAIP-19
 * @param baseFeeRecipient who gets base fees; null where they are burned, as EIP-1559 has it
 * @param wrappedNative contracts whose {@code Deposit} and {@code Withdrawal} mint and burn a token for native value
 * @param issuers token contracts of known issuers
 * @param issuerWallets multi-signature wallets through which issuers act
 * @param bridges contracts of known bridges
 * @param bridgePlaces how bridges name this chain
 * @param passThrough routers and pools: value passes through them and belongs to none of them
 * @param checks of which tokens balances are asked for after every block
 */
public record EvmNetwork(
        ChainId chain,
        AssetId nativeAsset,
        RewardSchedule rewards,
        BlobSchedule blobs,
        @Nullable EvmAddress baseFeeRecipient,
        Set<EvmAddress> wrappedNative,
        Map<EvmAddress, IssuerContract> issuers,
        Set<EvmAddress> issuerWallets,
        Set<EvmAddress> bridges,
        BridgePlaces bridgePlaces,
        Set<EvmAddress> passThrough,
        BalanceChecks checks) {
    public EvmNetwork {
        wrappedNative = Set.copyOf(wrappedNative);
        issuers = Map.copyOf(issuers);
        issuerWallets = Set.copyOf(issuerWallets);
        bridges = Set.copyOf(bridges);
        passThrough = Set.copyOf(passThrough);
    }

    /**
     * This chain's numbers in the bridges' own numbering; null if it has none or it is not known.
     *
     * @param cctpDomain Circle's domain, 0 for Ethereum
     * @param wormholeChain Wormhole's chain id, 2 for Ethereum
     * @param layerZeroEndpoint LayerZero's endpoint id, 30101 for Ethereum
     */
    public record BridgePlaces(
            @Nullable Long cctpDomain,
            @Nullable Long wormholeChain,
            @Nullable Long layerZeroEndpoint) {
        public static final BridgePlaces UNKNOWN = new BridgePlaces(null, null, null);
    }

    /**
     * The chain of a profile, of whose contracts nothing is known.
     *
     * @throws InputFaultException where the chain does not keep value in accounts
     */
    public static EvmNetwork of(ChainProfile profile) {
        if (!(profile.forks() instanceof ForkRules.Accounts rules)) {
            throw new InputFaultException(new InputFault(
                    "evm.node.not-an-evm-chain",
                    "a chain is not an EVM chain",
                    "chain",
                    "a chain that keeps value in accounts",
                    InputFault.quote(profile.name()),
                    "name an EVM chain, such as ethereum"));
        }
        Address recipient = rules.baseFeeRecipient();
        return new EvmNetwork(
                profile.chain(),
                profile.nativeAsset().id(),
                new RewardSchedule(rules.rewards()),
                new BlobSchedule(rules.blobs()),
                recipient == null ? null : EvmAddress.parse(recipient.text()),
                Set.of(),
                Map.of(),
                Set.of(),
                Set.of(),
                BridgePlaces.UNKNOWN,
                Set.of(),
                BalanceChecks.NONE);
    }

    public EvmNetwork withWrappedNative(Set<EvmAddress> contracts) {
        return new EvmNetwork(
                chain,
                nativeAsset,
                rewards,
                blobs,
                baseFeeRecipient,
                contracts,
                issuers,
                issuerWallets,
                bridges,
                bridgePlaces,
                passThrough,
                checks);
    }

    public EvmNetwork withIssuers(Set<IssuerContract> contracts, Set<EvmAddress> wallets) {
        return new EvmNetwork(
                chain,
                nativeAsset,
                rewards,
                blobs,
                baseFeeRecipient,
                wrappedNative,
                contracts.stream().collect(Collectors.toMap(IssuerContract::contract, Function.identity())),
                wallets,
                bridges,
                bridgePlaces,
                passThrough,
                checks);
    }

    public EvmNetwork withBridges(Set<EvmAddress> contracts, BridgePlaces places) {
        return new EvmNetwork(
                chain,
                nativeAsset,
                rewards,
                blobs,
                baseFeeRecipient,
                wrappedNative,
                issuers,
                issuerWallets,
                contracts,
                places,
                passThrough,
                checks);
    }

    public EvmNetwork withPassThrough(Set<EvmAddress> contracts) {
        return new EvmNetwork(
                chain,
                nativeAsset,
                rewards,
                blobs,
                baseFeeRecipient,
                wrappedNative,
                issuers,
                issuerWallets,
                bridges,
                bridgePlaces,
                contracts,
                checks);
    }

    public EvmNetwork withChecks(BalanceChecks newChecks) {
        return new EvmNetwork(
                chain,
                nativeAsset,
                rewards,
                blobs,
                baseFeeRecipient,
                wrappedNative,
                issuers,
                issuerWallets,
                bridges,
                bridgePlaces,
                passThrough,
                newChecks);
    }
}
