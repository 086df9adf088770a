package org.holdfast.chain.evm.token;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.holdfast.chain.evm.block.EvmLog;
import org.holdfast.chain.evm.coding.EvmAddress;
import org.holdfast.chain.evm.event.AbiMismatchException;
import org.holdfast.chain.evm.event.AbiWords;
import org.holdfast.chain.evm.event.LogRule;
import org.holdfast.chain.evm.event.Signatures;
import org.holdfast.chain.evm.event.TransactionView;
import org.holdfast.chain.evm.movement.LedgerEntry;
import org.holdfast.chain.evm.movement.LedgerEntry.Movement;
import org.holdfast.chain.evm.movement.LedgerEntry.MovementKind;
import org.holdfast.chain.evm.movement.Position;
import org.holdfast.primitives.AssetId;
import org.holdfast.primitives.BaseUnits;
import org.holdfast.primitives.Hash256;
import org.jspecify.annotations.Nullable;

/**
 * Transfers of tokens. ERC-20 and ERC-721 share one first topic; the number of topics tells them apart, and what has
 * neither form (early collectibles and tokens index nothing) is shown undecoded rather than taken for one of them.
 */
public final class TransferRules {
    public static final Map<Hash256, LogRule> RULES = Map.of(
            Signatures.TRANSFER, TransferRules::transfer,
            Signatures.TRANSFER_SINGLE, TransferRules::single,
            Signatures.TRANSFER_BATCH, TransferRules::batch,
            Signatures.DEPOSIT, TransferRules::wrap,
            Signatures.WITHDRAWAL, TransferRules::unwrap);

    /** Chains under EIP-7708 tell native transfers by logs of this address; the calls told them already. */
    private static final EvmAddress SYSTEM = EvmAddress.parse("0xfffffffffffffffffffffffffffffffffffffffe");

    private static final int FUNGIBLE_TOPICS = 3;
    private static final int FULL_TOPICS = 4;

    private TransferRules() {}

    private static List<LedgerEntry> transfer(TransactionView view, int at, List<LedgerEntry> before) {
        EvmLog log = LogRule.at(view, at);
        if (log.contract().equals(SYSTEM)) {
            return List.of();
        }
        boolean fungible = log.topics().size() == FUNGIBLE_TOPICS;
        AbiWords data = LogRule.shape(log, fungible ? FUNGIBLE_TOPICS : FULL_TOPICS, fungible ? 1 : 0);
        EvmAddress from = AbiWords.address(log.topics().get(1));
        EvmAddress to = AbiWords.address(log.topics().get(2));
        if (fungible) {
            var kind = isWipe(view, log.contract(), from, to) ? MovementKind.WIPE : MovementKind.TOKEN_TRANSFER;
            return List.of(new Movement(view.position(at), view.token(log.contract()), from, to, data.amount(0), kind));
        }
        BigInteger id = AbiWords.unsigned(log.topics().get(3));
        return List.of(new Movement(
                view.position(at),
                item(view, "erc721", log.contract(), id),
                from,
                to,
                BaseUnits.of(1),
                MovementKind.COLLECTIBLE_TRANSFER));
    }

    /** A wipe names the account but no amount; its transfer to the zero address names both. */
    private static boolean isWipe(TransactionView view, EvmAddress contract, EvmAddress from, EvmAddress to) {
        return to.equals(EvmAddress.ZERO)
                && !view.logs(
                                Signatures.FROZEN_ADDRESS_WIPED,
                                log -> log.contract().equals(contract) && from.equals(TokenShapes.soleAddress(log)))
                        .isEmpty();
    }

    private static List<LedgerEntry> single(TransactionView view, int at, List<LedgerEntry> before) {
        EvmLog log = LogRule.at(view, at);
        AbiWords data = LogRule.shape(log, FULL_TOPICS, 2);
        return List.of(multi(view, log, view.position(at), data.unsigned(0), data.unsigned(1)));
    }

    private static List<LedgerEntry> batch(TransactionView view, int at, List<LedgerEntry> before) {
        EvmLog log = LogRule.at(view, at);
        if (log.topics().size() != FULL_TOPICS) {
            throw new AbiMismatchException(log.topics().size() + " topics instead of " + FULL_TOPICS);
        }
        AbiWords data = AbiWords.of(log.data());
        List<BigInteger> ids = data.numbers(0);
        List<BigInteger> values = data.numbers(1);
        if (ids.size() != values.size()) {
            throw new AbiMismatchException(ids.size() + " token ids and " + values.size() + " amounts");
        }
        var entries = new ArrayList<LedgerEntry>(ids.size());
        for (int i = 0; i < ids.size(); i++) {
            entries.add(multi(view, log, view.position(at, i), ids.get(i), values.get(i)));
        }
        return entries;
    }

    private static Movement multi(
            TransactionView view, EvmLog log, Position position, BigInteger id, BigInteger value) {
        return new Movement(
                position,
                item(view, "erc1155", log.contract(), id),
                AbiWords.address(log.topics().get(2)),
                AbiWords.address(log.topics().get(3)),
                new BaseUnits(value),
                MovementKind.MULTI_TOKEN_TRANSFER);
    }

    private static List<LedgerEntry> wrap(TransactionView view, int at, List<LedgerEntry> before) {
        return wrapped(view, at, MovementKind.WRAP);
    }

    private static List<LedgerEntry> unwrap(TransactionView view, int at, List<LedgerEntry> before) {
        return wrapped(view, at, MovementKind.UNWRAP);
    }

    /** The same events mean other things in other contracts, so only those that configuration names are read. */
    private static List<LedgerEntry> wrapped(TransactionView view, int at, MovementKind kind) {
        EvmLog log = LogRule.at(view, at);
        if (!view.network().wrappedNative().contains(log.contract())) {
            return List.of();
        }
        BaseUnits amount = LogRule.shape(log, 2, 1).amount(0);
        EvmAddress holder = AbiWords.address(log.topics().get(1));
        @Nullable EvmAddress from = kind == MovementKind.WRAP ? null : holder;
        @Nullable EvmAddress to = kind == MovementKind.WRAP ? holder : null;
        if (TokenShapes.isToldByTransfer(view, log.contract(), from, to, amount)) {
            return List.of();
        }
        return List.of(new Movement(view.position(at), view.token(log.contract()), from, to, amount, kind));
    }

    private static AssetId item(TransactionView view, String namespace, EvmAddress contract, BigInteger id) {
        return new AssetId(view.network().chain(), namespace + ":" + contract + "/" + id);
    }
}
