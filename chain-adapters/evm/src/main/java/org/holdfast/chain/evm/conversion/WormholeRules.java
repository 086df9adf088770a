package org.holdfast.chain.evm.conversion;

import java.util.List;
import java.util.Map;
import org.holdfast.chain.evm.block.EvmLog;
import org.holdfast.chain.evm.coding.Bytes;
import org.holdfast.chain.evm.coding.EvmAddress;
import org.holdfast.chain.evm.event.AbiWords;
import org.holdfast.chain.evm.event.LogRule;
import org.holdfast.chain.evm.event.Signatures;
import org.holdfast.chain.evm.event.TransactionView;
import org.holdfast.chain.evm.movement.LedgerEntry;
import org.holdfast.chain.evm.movement.LedgerEntry.BridgeLeg;
import org.holdfast.chain.evm.movement.LedgerEntry.BridgeProtocol;
import org.holdfast.chain.evm.movement.LedgerEntry.BridgeSide;
import org.holdfast.primitives.AssetId;
import org.holdfast.primitives.Hash256;
import org.jspecify.annotations.Nullable;

/**
 * Wormhole: a message is known by emitter chain, emitter and sequence. Amounts in its token payloads are cut to eight
 * decimals, so they are not base units and are not stated here; the movement beside the message has the amount.
 */
final class WormholeRules {
    static final Map<Hash256, LogRule> RULES = Map.of(
            Signatures.LOG_MESSAGE_PUBLISHED, WormholeRules::published,
            Signatures.TRANSFER_REDEEMED, WormholeRules::redeemed);

    // A token payload: kind 1, amount 32, token 32, token chain 2, recipient 32, recipient chain 2 bytes.
    private static final int TOKEN = 33;
    private static final int TOKEN_CHAIN = 65;
    private static final int RECIPIENT = 67;
    private static final int RECIPIENT_CHAIN = 99;
    private static final int PAYLOAD = 101;
    private static final int TRANSFER = 1;
    private static final int TRANSFER_WITH_PAYLOAD = 3;

    private WormholeRules() {}

    private static List<LedgerEntry> published(TransactionView view, int at, List<LedgerEntry> movements) {
        EvmLog log = LogRule.at(view, at);
        BridgeRules.requireTopics(log, 2);
        EvmAddress emitter = AbiWords.address(log.topics().get(1));
        AbiWords data = AbiWords.of(log.data());
        Bytes payload = data.bytes(2);
        Long own = view.network().bridgePlaces().wormholeChain();
        // Only the token bridge's payloads have this form; anybody can send messages of another.
        boolean transfer = BridgeRules.isKnown(view, emitter)
                && payload.size() >= PAYLOAD
                && (payload.at(0) == TRANSFER || payload.at(0) == TRANSFER_WITH_PAYLOAD);
        return List.of(new BridgeLeg(
                view.position(at),
                BridgeProtocol.WORMHOLE,
                BridgeSide.OUT,
                log.contract(),
                BridgeRules.isKnown(view, log.contract()),
                own == null ? null : "wormhole:" + own + ":" + log.topics().get(1) + ":" + data.unsigned(0),
                transfer ? token(view, payload, own) : null,
                null,
                null,
                transfer ? payload.slice(RECIPIENT_CHAIN, PAYLOAD).unsigned() : null,
                transfer ? payload.slice(RECIPIENT, RECIPIENT_CHAIN).hash() : null));
    }

    /** A token of another chain moves here under the address of its wrapper, which the payload does not name. */
    private static @Nullable AssetId token(TransactionView view, Bytes payload, @Nullable Long own) {
        long chain = payload.slice(TOKEN_CHAIN, RECIPIENT).unsigned().longValueExact();
        return own != null && chain == own
                ? view.token(AbiWords.address(payload.slice(TOKEN, TOKEN_CHAIN).hash()))
                : null;
    }

    private static List<LedgerEntry> redeemed(TransactionView view, int at, List<LedgerEntry> movements) {
        EvmLog log = LogRule.at(view, at);
        LogRule.shape(log, 4, 0);
        var chain = AbiWords.unsigned(log.topics().get(1));
        return List.of(new BridgeLeg(
                view.position(at),
                BridgeProtocol.WORMHOLE,
                BridgeSide.IN,
                log.contract(),
                BridgeRules.isKnown(view, log.contract()),
                "wormhole:" + chain + ":" + log.topics().get(2) + ":"
                        + AbiWords.unsigned(log.topics().get(3)),
                null,
                null,
                null,
                chain,
                null));
    }
}
