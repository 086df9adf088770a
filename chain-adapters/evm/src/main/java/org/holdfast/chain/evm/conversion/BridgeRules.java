package org.holdfast.chain.evm.conversion;

import java.math.BigInteger;
import java.util.HashMap;
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
import org.holdfast.chain.evm.movement.LedgerEntry.BridgeLeg;
import org.holdfast.chain.evm.movement.LedgerEntry.BridgeProtocol;
import org.holdfast.chain.evm.movement.LedgerEntry.BridgeSide;
import org.holdfast.chain.evm.movement.LedgerEntry.Movement;
import org.holdfast.primitives.AssetId;
import org.holdfast.primitives.BaseUnits;
import org.holdfast.primitives.Hash256;
import org.holdfast.primitives.chain.Chains;
import org.jspecify.annotations.Nullable;

/** Across and LayerZero, and all bridges' rules together. Pairing by id needs no look-up anywhere. */
public final class BridgeRules {
    public static final Map<Hash256, LogRule> RULES = rules();

    private BridgeRules() {}

    private static Map<Hash256, LogRule> rules() {
        var rules = new HashMap<Hash256, LogRule>();
        rules.putAll(CctpRules.RULES);
        rules.putAll(WormholeRules.RULES);
        rules.put(Signatures.V3_FUNDS_DEPOSITED, BridgeRules::acrossOut);
        rules.put(Signatures.FUNDS_DEPOSITED, BridgeRules::acrossOut);
        rules.put(Signatures.FILLED_V3_RELAY, BridgeRules::acrossInV3);
        rules.put(Signatures.FILLED_RELAY, BridgeRules::acrossIn);
        rules.put(Signatures.OFT_SENT, BridgeRules::layerZeroOut);
        rules.put(Signatures.OFT_RECEIVED, BridgeRules::layerZeroIn);
        return Map.copyOf(rules);
    }

    static boolean isKnown(TransactionView view, EvmAddress contract) {
        return view.network().bridges().contains(contract);
    }

    static BigInteger ownChain(TransactionView view) {
        return BigInteger.valueOf(Chains.evmNumber(view.network().chain()).orElseThrow());
    }

    /** Both forms of deposit have the same words; the newer one writes addresses as 32 bytes. */
    private static List<LedgerEntry> acrossOut(TransactionView view, int at, List<LedgerEntry> movements) {
        EvmLog log = LogRule.at(view, at);
        requireTopics(log, 4);
        AbiWords data = AbiWords.of(log.data());
        BigInteger deposit = AbiWords.unsigned(log.topics().get(2));
        return List.of(new BridgeLeg(
                view.position(at),
                BridgeProtocol.ACROSS,
                BridgeSide.OUT,
                log.contract(),
                isKnown(view, log.contract()),
                acrossId(ownChain(view), deposit),
                view.token(data.address(0)),
                data.amount(2),
                AbiWords.address(log.topics().get(3)),
                AbiWords.unsigned(log.topics().get(1)),
                data.word(7)));
    }

    private static List<LedgerEntry> acrossInV3(TransactionView view, int at, List<LedgerEntry> movements) {
        EvmLog log = LogRule.at(view, at);
        AbiWords data = AbiWords.of(log.data());
        AbiWords execution = data.tuple(11);
        return List.of(acrossIn(view, at, data, execution.address(0), execution.amount(2)));
    }

    private static List<LedgerEntry> acrossIn(TransactionView view, int at, List<LedgerEntry> movements) {
        AbiWords data = AbiWords.of(LogRule.at(view, at).data()).requireWords(15);
        return List.of(acrossIn(view, at, data, data.address(11), data.amount(13)));
    }

    private static BridgeLeg acrossIn(
            TransactionView view, int at, AbiWords data, EvmAddress recipient, BaseUnits amount) {
        EvmLog log = LogRule.at(view, at);
        requireTopics(log, 4);
        BigInteger origin = AbiWords.unsigned(log.topics().get(1));
        return new BridgeLeg(
                view.position(at),
                BridgeProtocol.ACROSS,
                BridgeSide.IN,
                log.contract(),
                isKnown(view, log.contract()),
                acrossId(origin, AbiWords.unsigned(log.topics().get(2))),
                view.token(data.address(1)),
                amount,
                recipient,
                origin,
                data.word(8));
    }

    private static String acrossId(BigInteger origin, BigInteger deposit) {
        return "across:" + origin + ":" + deposit;
    }

    private static List<LedgerEntry> layerZeroOut(TransactionView view, int at, List<LedgerEntry> movements) {
        EvmLog log = LogRule.at(view, at);
        AbiWords data = LogRule.shape(log, 3, 3);
        EvmAddress sender = AbiWords.address(log.topics().get(2));
        BaseUnits amount = data.amount(1);
        return List.of(new BridgeLeg(
                view.position(at),
                BridgeProtocol.LAYER_ZERO,
                BridgeSide.OUT,
                log.contract(),
                isKnown(view, log.contract()),
                "layerzero:" + log.topics().get(1),
                assetMoved(movements, sender, null, amount),
                amount,
                sender,
                data.unsigned(0),
                null));
    }

    private static List<LedgerEntry> layerZeroIn(TransactionView view, int at, List<LedgerEntry> movements) {
        EvmLog log = LogRule.at(view, at);
        AbiWords data = LogRule.shape(log, 3, 2);
        EvmAddress recipient = AbiWords.address(log.topics().get(2));
        BaseUnits amount = data.amount(1);
        return List.of(new BridgeLeg(
                view.position(at),
                BridgeProtocol.LAYER_ZERO,
                BridgeSide.IN,
                log.contract(),
                isKnown(view, log.contract()),
                "layerzero:" + log.topics().get(1),
                assetMoved(movements, null, recipient, amount),
                amount,
                recipient,
                data.unsigned(0),
                null));
    }

    /** The asset of the one movement with these parties and this amount; null where none or several assets fit. */
    static @Nullable AssetId assetMoved(
            List<LedgerEntry> movements, @Nullable EvmAddress from, @Nullable EvmAddress to, BaseUnits amount) {
        List<AssetId> assets = movements.stream()
                .filter(Movement.class::isInstance)
                .map(Movement.class::cast)
                .filter(m -> from == null || from.equals(m.from()))
                .filter(m -> to == null || to.equals(m.to()))
                .filter(m -> m.amount().equals(amount))
                .map(Movement::asset)
                .distinct()
                .toList();
        return assets.size() == 1 ? assets.getFirst() : null;
    }

    static void requireTopics(EvmLog log, int topics) {
        if (log.topics().size() != topics) {
            throw new AbiMismatchException(log.topics().size() + " topics instead of " + topics);
        }
    }
}
