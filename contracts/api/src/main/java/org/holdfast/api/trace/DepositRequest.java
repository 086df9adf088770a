package org.holdfast.api.trace;

import org.jspecify.annotations.Nullable;

/**
 * A deposit into an account of an account chain: the seed movement.
 *
 * @param address whose account it is
 * @param asset CAIP-19; ether where it is left out
 * @param txId the transaction that made the deposit
 * @param nth which deposit of that transaction into that account, from 0; the first where it is left out
 * @param height of its block; looked for in the account's ledger where it is left out
 */
public record DepositRequest(
        @Nullable String address,
        @Nullable String asset,
        @Nullable String txId,
        @Nullable Integer nth,
        @Nullable Long height) {}
