package org.holdfast.chain.evm.movement;

import java.math.BigInteger;
import java.util.List;
import org.holdfast.chain.evm.coding.EvmAddress;
import org.holdfast.primitives.AssetId;
import org.holdfast.primitives.BaseUnits;
import org.holdfast.primitives.Hash256;
import org.jspecify.annotations.Nullable;

/** One entry of an account chain's ledger: value that moved, or something that bears on value without moving it. */
public sealed interface LedgerEntry {
    Position position();

    /**
     * Value goes from one party to another.
     *
     * @param from null where the value comes into being (reward, withdrawal, issue, wrapping). The zero address stands
     *     here only where a token's own log names it.
     * @param to null where the value ceases to be (burned fee, destroyed, redeemed, unwrapped)
     */
    record Movement(
            Position position,
            AssetId asset,
            @Nullable EvmAddress from,
            @Nullable EvmAddress to,
            BaseUnits amount,
            MovementKind kind)
            implements LedgerEntry {}

    /**
     * An issuer used a power over its token. Issue, redeem and destroy accompany the movement that they made.
     *
     * @param contract the token
     * @param known whether configuration names the contract as this issuer's: anybody can emit the same event
     * @param target the holder of the tokens; null if the act is about all holders or names none
     * @param amount null where the act has none, or where the event does not say (a wipe)
     */
    record IssuerAct(
            Position position,
            EvmAddress contract,
            boolean known,
            IssuerActKind kind,
            @Nullable EvmAddress target,
            @Nullable BaseUnits amount)
            implements LedgerEntry {}

    /**
     * An issuer's multi-signature wallet is on its way to an act. Seen before the act takes effect; for the use of the
     * authority only.
     *
     * @param wallet the multi-signature wallet
     * @param known whether configuration names the wallet
     * @param number the wallet's number for what was submitted
     * @param planned what is to be done; null where it was submitted in an earlier transaction
     * @param signer who confirmed or revoked; null at other stages
     */
    record IssuerIntent(
            Position position,
            EvmAddress wallet,
            boolean known,
            IntentStage stage,
            BigInteger number,
            @Nullable PlannedAct planned,
            @Nullable EvmAddress signer)
            implements LedgerEntry {}

    /**
     * One asset went into a pool and another came out.
     *
     * @param pool the contract that told
     * @param poolId the pool's id within that contract; null where the contract is the pool
     */
    record Swap(
            Position position,
            SwapProtocol protocol,
            EvmAddress pool,
            @Nullable Hash256 poolId,
            List<SwapLeg> paidIn,
            List<SwapLeg> paidOut)
            implements LedgerEntry {
        public Swap {
            paidIn = List.copyOf(paidIn);
            paidOut = List.copyOf(paidOut);
        }
    }

    /**
     * Value leaves for another chain or arrives from one, under an id that both sides carry.
     *
     * @param contract who told
     * @param known whether configuration names the contract
     * @param id protocol, source and number; equal on both sides. Null where this side does not carry one.
     * @param asset null where the event does not name it and no movement of the transaction matches
     * @param amount null where the event does not say
     * @param account the depositor on the way out, the recipient on arrival; null where the event does not say
     * @param place the other chain in the bridge's own numbering, the destination on the way out; null where not said
     * @param otherAccount the recipient on the other chain in that chain's bytes; null where the event does not say
     */
    record BridgeLeg(
            Position position,
            BridgeProtocol protocol,
            BridgeSide side,
            EvmAddress contract,
            boolean known,
            @Nullable String id,
            @Nullable AssetId asset,
            @Nullable BaseUnits amount,
            @Nullable EvmAddress account,
            @Nullable BigInteger place,
            @Nullable Hash256 otherAccount)
            implements LedgerEntry {}

    /**
     * A log that claims to move value and does not have the one form that says how. Shown, never guessed.
     *
     * @param topic the log's first topic
     * @param reason what is not as it has to be
     */
    record Undecoded(Position position, EvmAddress contract, Hash256 topic, String reason) implements LedgerEntry {}

    /** What an issuer's wallet plans: target and amount as far as the act has them. */
    record PlannedAct(
            EvmAddress contract,
            IssuerActKind kind,
            @Nullable EvmAddress target,
            @Nullable BaseUnits amount) {}

    /**
     * One side of a swap.
     *
     * @param asset null where no movement of the transaction into or out of the pool has this amount
     * @param movement the place of that movement; null with {@code asset}
     */
    record SwapLeg(
            @Nullable AssetId asset,
            BaseUnits amount,
            @Nullable Position movement) {}

    /** What moved value. */
    enum MovementKind {
        NATIVE_VALUE,
        CREATION_VALUE,
        INTERNAL_VALUE,
        SELF_DESTRUCT,
        /** The whole fee, before EIP-1559, to the block's beneficiary. */
        GAS_FEE,
        BASE_FEE,
        PRIORITY_FEE,
        BLOB_FEE,
        BLOCK_REWARD,
        OMMER_REWARD,
        WITHDRAWAL,
        TOKEN_TRANSFER,
        COLLECTIBLE_TRANSFER,
        MULTI_TOKEN_TRANSFER,
        WRAP,
        UNWRAP,
        ISSUE,
        REDEEM,
        DESTROY,
        WIPE,
        /** No movement: what a checked balance changed by beyond them. One side only. */
        UNEXPLAINED
    }

    /** What an issuer did. */
    enum IssuerActKind {
        FREEZE,
        UNFREEZE,
        PAUSE,
        UNPAUSE,
        ROLE_CHANGE,
        ISSUE,
        REDEEM,
        DESTROY,
        WIPE
    }

    /** How far an issuer's wallet has come. */
    enum IntentStage {
        SUBMITTED,
        CONFIRMED,
        REVOKED,
        EXECUTED,
        FAILED
    }

    /** Whose pools. */
    enum SwapProtocol {
        UNISWAP_V2,
        UNISWAP_V3,
        UNISWAP_V4,
        CURVE
    }

    /** Whose bridge. */
    enum BridgeProtocol {
        CCTP_V1,
        CCTP_V2,
        WORMHOLE,
        ACROSS,
        LAYER_ZERO
    }

    /** Which end of the bridge stands on this chain. */
    enum BridgeSide {
        OUT,
        IN
    }
}
