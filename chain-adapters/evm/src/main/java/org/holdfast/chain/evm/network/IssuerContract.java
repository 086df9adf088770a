package org.holdfast.chain.evm.network;

import org.holdfast.chain.evm.coding.EvmAddress;
import org.jspecify.annotations.Nullable;

/**
 * A token contract of a known issuer.
 *
 * @param treasury who gains by {@code Issue} and loses by {@code Redeem} where the calls that did it are not known;
 *     null if it is not known. The events name no account: the contract's code books to its owner.
 */
public record IssuerContract(
        EvmAddress contract, IssuerFamily family, @Nullable EvmAddress treasury) {}
