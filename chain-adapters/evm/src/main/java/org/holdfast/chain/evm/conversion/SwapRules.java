package org.holdfast.chain.evm.conversion;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.holdfast.chain.evm.block.EvmLog;
import org.holdfast.chain.evm.coding.EvmAddress;
import org.holdfast.chain.evm.event.AbiWords;
import org.holdfast.chain.evm.event.LogRule;
import org.holdfast.chain.evm.event.Signatures;
import org.holdfast.chain.evm.event.TransactionView;
import org.holdfast.chain.evm.movement.LedgerEntry;
import org.holdfast.chain.evm.movement.LedgerEntry.Movement;
import org.holdfast.chain.evm.movement.LedgerEntry.Swap;
import org.holdfast.chain.evm.movement.LedgerEntry.SwapLeg;
import org.holdfast.chain.evm.movement.LedgerEntry.SwapProtocol;
import org.holdfast.chain.evm.movement.Position;
import org.holdfast.primitives.BaseUnits;
import org.holdfast.primitives.Hash256;
import org.jspecify.annotations.Nullable;

/**
 * Swaps in pools. The events tell amounts and not assets, so that each leg's asset is that of the movement into or out
 * of the pool with exactly its amount in the same transaction; a leg without one (fee on transfer, netted settlement)
 * keeps its amount and names no asset.
 */
public final class SwapRules {
    public static final Map<Hash256, LogRule> RULES = Map.of(
            Signatures.SWAP_V2, SwapRules::uniswapV2,
            Signatures.SWAP_V3, SwapRules::uniswapV3,
            Signatures.SWAP_V4, SwapRules::uniswapV4,
            Signatures.TOKEN_EXCHANGE, SwapRules::curve,
            Signatures.TOKEN_EXCHANGE_UNSIGNED, SwapRules::curve);

    private SwapRules() {}

    private static List<LedgerEntry> uniswapV2(TransactionView view, int at, List<LedgerEntry> movements) {
        AbiWords data = LogRule.shape(LogRule.at(view, at), 3, 4);
        return List.of(swap(
                view,
                at,
                SwapProtocol.UNISWAP_V2,
                null,
                List.of(data.unsigned(0), data.unsigned(1)),
                List.of(data.unsigned(2), data.unsigned(3)),
                movements));
    }

    /** Amounts are the pool's: what it gains is positive. */
    private static List<LedgerEntry> uniswapV3(TransactionView view, int at, List<LedgerEntry> movements) {
        AbiWords data = LogRule.shape(LogRule.at(view, at), 3, 5);
        var amounts = List.of(data.signed(0), data.signed(1));
        return List.of(swap(
                view,
                at,
                SwapProtocol.UNISWAP_V3,
                null,
                positive(amounts),
                positive(amounts.stream().map(BigInteger::negate).toList()),
                movements));
    }

    /** Amounts are the swapper's: what it pays is negative. */
    private static List<LedgerEntry> uniswapV4(TransactionView view, int at, List<LedgerEntry> movements) {
        EvmLog log = LogRule.at(view, at);
        AbiWords data = LogRule.shape(log, 3, 6);
        var amounts = List.of(data.signed(0), data.signed(1));
        return List.of(swap(
                view,
                at,
                SwapProtocol.UNISWAP_V4,
                log.topics().get(1),
                positive(amounts.stream().map(BigInteger::negate).toList()),
                positive(amounts),
                movements));
    }

    private static List<LedgerEntry> curve(TransactionView view, int at, List<LedgerEntry> movements) {
        AbiWords data = LogRule.shape(LogRule.at(view, at), 2, 4);
        return List.of(swap(
                view, at, SwapProtocol.CURVE, null, List.of(data.unsigned(1)), List.of(data.unsigned(3)), movements));
    }

    private static List<BigInteger> positive(List<BigInteger> amounts) {
        return amounts.stream().map(amount -> amount.max(BigInteger.ZERO)).toList();
    }

    private static Swap swap(
            TransactionView view,
            int at,
            SwapProtocol protocol,
            @Nullable Hash256 poolId,
            List<BigInteger> in,
            List<BigInteger> out,
            List<LedgerEntry> movements) {
        EvmAddress pool = LogRule.at(view, at).contract();
        Position position = view.position(at);
        var used = new HashSet<Position>();
        var paidIn = new ArrayList<SwapLeg>();
        var paidOut = new ArrayList<SwapLeg>();
        for (BigInteger amount : in) {
            if (amount.signum() > 0) {
                paidIn.add(leg(movements, position, amount, used, pool, true));
            }
        }
        for (BigInteger amount : out) {
            if (amount.signum() > 0) {
                paidOut.add(leg(movements, position, amount, used, pool, false));
            }
        }
        return new Swap(position, protocol, pool, poolId, paidIn, paidOut);
    }

    private static SwapLeg leg(
            List<LedgerEntry> movements,
            Position swap,
            BigInteger amount,
            Set<Position> used,
            EvmAddress pool,
            boolean in) {
        return movements.stream()
                .filter(Movement.class::isInstance)
                .map(Movement.class::cast)
                .filter(m -> pool.equals(in ? m.to() : m.from()))
                .filter(m -> m.amount().value().equals(amount) && !used.contains(m.position()))
                .min(nearestTo(swap))
                .map(m -> {
                    used.add(m.position());
                    return new SwapLeg(m.asset(), m.amount(), m.position());
                })
                .orElseGet(() -> new SwapLeg(null, new BaseUnits(amount), null));
    }

    /** Pools settle before they tell: the last movement before the event, or else the first after it. */
    private static Comparator<Movement> nearestTo(Position swap) {
        return (a, b) -> {
            boolean aBefore = a.position().compareTo(swap) < 0;
            boolean bBefore = b.position().compareTo(swap) < 0;
            if (aBefore != bBefore) {
                return aBefore ? -1 : 1;
            }
            return aBefore ? b.position().compareTo(a.position()) : a.position().compareTo(b.position());
        };
    }
}
