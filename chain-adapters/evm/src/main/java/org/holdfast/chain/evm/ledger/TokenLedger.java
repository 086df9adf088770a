package org.holdfast.chain.evm.ledger;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.holdfast.chain.evm.coding.EvmAddress;
import org.holdfast.chain.evm.movement.LedgerEntry;
import org.holdfast.chain.evm.movement.LedgerEntry.Movement;
import org.holdfast.chain.evm.movement.LedgerEntry.MovementKind;
import org.holdfast.primitives.AssetId;
import org.holdfast.primitives.BaseUnits;
import org.jspecify.annotations.Nullable;

/**
 * Balances of every asset, native value included, folded from movements. What a checkpoint shows beyond the movements
 * (a rebasing token, a fee on transfer, a balance from before the first block) is booked as unexplained and stays
 * visible; the fold continues from the balance of the checkpoint. Not safe for concurrent use.
 *
 * <p>A token's log that names the zero address tells of tokens that begin or end, so the zero address holds no tokens
 * here. It can hold native value, and does on the main network.
 */
public final class TokenLedger {
    private final Map<Holding, BigInteger> balances = new HashMap<>();
    private final Map<AssetId, Supply> supplies = new HashMap<>();
    private final List<Unexplained> unexplained = new ArrayList<>();

    /** One account's balance of one asset. */
    public record Holding(AssetId asset, EvmAddress holder) {}

    /**
     * What came into being and what ceased to be, as movements told.
     *
     * @param issued base units
     * @param ended base units
     */
    public record Supply(BigInteger issued, BigInteger ended) {
        private static final Supply NONE = new Supply(BigInteger.ZERO, BigInteger.ZERO);
    }

    /**
     * A difference that no movement explains.
     *
     * @param block after which the balance was asked for
     * @param folded from the movements; negative where more left than was seen to arrive
     * @param stated by the contract or the node
     */
    public record Unexplained(long block, Holding holding, BigInteger folded, BaseUnits stated) {
        /** Positive where the account has more than movements explain. */
        public BigInteger difference() {
            return stated.value().subtract(folded);
        }
    }

    /** Books all movements; other entries change no balance. */
    public void apply(List<LedgerEntry> entries) {
        for (LedgerEntry entry : entries) {
            if (entry instanceof Movement movement) {
                apply(movement);
            }
        }
    }

    private void apply(Movement m) {
        EvmAddress from = holder(m, m.from());
        EvmAddress to = holder(m, m.to());
        BigInteger amount = m.amount().value();
        if (from != null) {
            add(new Holding(m.asset(), from), amount.negate());
        }
        if (to != null) {
            add(new Holding(m.asset(), to), amount);
        }
        if ((from == null) != (to == null) && m.kind() != MovementKind.UNEXPLAINED) {
            Supply before = supplies.getOrDefault(m.asset(), Supply.NONE);
            supplies.put(
                    m.asset(),
                    from == null
                            ? new Supply(before.issued.add(amount), before.ended)
                            : new Supply(before.issued, before.ended.add(amount)));
        }
    }

    /** The party as a holder; null where value begins or ends. */
    private static @Nullable EvmAddress holder(Movement m, @Nullable EvmAddress party) {
        boolean unowned = EvmAddress.ZERO.equals(party) && isToken(m.kind());
        return unowned ? null : party;
    }

    private static boolean isToken(MovementKind kind) {
        return switch (kind) {
            case TOKEN_TRANSFER,
                    COLLECTIBLE_TRANSFER,
                    MULTI_TOKEN_TRANSFER,
                    WRAP,
                    UNWRAP,
                    ISSUE,
                    REDEEM,
                    DESTROY,
                    WIPE,
                    UNEXPLAINED -> true;
            case NATIVE_VALUE,
                    CREATION_VALUE,
                    INTERNAL_VALUE,
                    SELF_DESTRUCT,
                    GAS_FEE,
                    BASE_FEE,
                    PRIORITY_FEE,
                    BLOB_FEE,
                    BLOCK_REWARD,
                    OMMER_REWARD,
                    WITHDRAWAL -> false;
        };
    }

    private void add(Holding holding, BigInteger amount) {
        balances.merge(holding, amount, (a, b) -> {
            BigInteger sum = a.add(b);
            return sum.signum() == 0 ? null : sum;
        });
    }

    /** As folded; negative where the first blocks are missing. */
    public BigInteger balance(AssetId asset, EvmAddress holder) {
        return balances.getOrDefault(new Holding(asset, holder), BigInteger.ZERO);
    }

    /**
     * How many tokens of a collection an account holds, as {@code balanceOf} of ERC-721 counts them.
     *
     * @param collection {@code erc721:<contract>} on its chain, without a token id
     */
    public BigInteger collectionBalance(AssetId collection, EvmAddress holder) {
        String prefix = collection + "/";
        return balances.entrySet().stream()
                .filter(e -> e.getKey().holder.equals(holder))
                .filter(e -> e.getKey().asset.toString().startsWith(prefix))
                .map(Map.Entry::getValue)
                .reduce(BigInteger.ZERO, BigInteger::add);
    }

    /** What movements told of an asset's beginning and end. */
    public Supply supply(AssetId asset) {
        return supplies.getOrDefault(asset, Supply.NONE);
    }

    /** All balances that are not zero. */
    public Map<Holding, BigInteger> balances() {
        return Map.copyOf(balances);
    }

    /** The sum of all balances of an asset: what was issued less what ended, plus all that is unexplained. */
    public BigInteger total(AssetId asset) {
        return balances.entrySet().stream()
                .filter(e -> e.getKey().asset.equals(asset))
                .map(Map.Entry::getValue)
                .reduce(BigInteger.ZERO, BigInteger::add);
    }

    /**
     * Compares a balance with the one that the contract or the node gave after a block, and continues from that one.
     *
     * @return the difference, empty where there is none
     */
    public Optional<Unexplained> check(long block, AssetId asset, EvmAddress holder, BaseUnits stated) {
        var holding = new Holding(asset, holder);
        BigInteger folded = balance(asset, holder);
        if (folded.equals(stated.value())) {
            return Optional.empty();
        }
        var difference = new Unexplained(block, holding, folded, stated);
        unexplained.add(difference);
        add(holding, difference.difference());
        return Optional.of(difference);
    }

    /** All differences so far, in the order in which they were found. */
    public List<Unexplained> unexplained() {
        return List.copyOf(unexplained);
    }
}
