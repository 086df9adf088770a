package org.holdfast.chain.evm.conversion;

import java.math.BigInteger;
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
import org.holdfast.chain.evm.movement.LedgerEntry.Movement;
import org.holdfast.chain.evm.movement.LedgerEntry.MovementKind;
import org.holdfast.primitives.AssetId;
import org.holdfast.primitives.Hash256;
import org.jspecify.annotations.Nullable;

/**
 * Wormhole: a message is known by emitter chain, emitter and sequence. Amounts in its token payloads are cut to eight
 * decimals: a token with more of them moved the same digits followed by zeros. So the amount is that of the one
 * movement into the token bridge that fits; where none or several fit, it is not known and not made up.
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
    /** A contract states its decimals in one byte; 256 bits hold 77 digits. */
    private static final int ZEROS_MAX = 77 - 8;

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
        Movement moved = transfer ? moved(view, emitter, payload, own, movements) : null;
        return List.of(new BridgeLeg(
                view.position(at),
                BridgeProtocol.WORMHOLE,
                BridgeSide.OUT,
                log.contract(),
                BridgeRules.isKnown(view, log.contract()),
                own == null ? null : "wormhole:" + own + ":" + log.topics().get(1) + ":" + data.unsigned(0),
                moved != null ? moved.asset() : transfer ? token(view, payload, own) : null,
                moved == null ? null : moved.amount(),
                null,
                transfer ? payload.slice(RECIPIENT_CHAIN, PAYLOAD).unsigned() : null,
                transfer ? payload.slice(RECIPIENT, RECIPIENT_CHAIN).hash() : null));
    }

    /** What the bridge took for a message; null where no movement, or more than one, has the amount's digits. */
    private static @Nullable Movement moved(
            TransactionView view, EvmAddress bridge, Bytes payload, @Nullable Long own, List<LedgerEntry> movements) {
        AssetId asset = token(view, payload, own);
        BigInteger cut = payload.slice(1, TOKEN).unsigned();
        List<Movement> fitting = movements.stream()
                .filter(Movement.class::isInstance)
                .map(Movement.class::cast)
                .filter(m -> bridge.equals(m.to()))
                // A wrapper of another chain's token has eight decimals at most, and the payload does not name it.
                .filter(m -> asset == null
                        ? isFungible(m) && m.amount().value().equals(cut)
                        : m.asset().equals(asset) && isCutOf(cut, m.amount().value()))
                .toList();
        return fitting.size() == 1 ? fitting.getFirst() : null;
    }

    private static boolean isFungible(Movement m) {
        return m.kind() == MovementKind.TOKEN_TRANSFER;
    }

    /** Whether an amount equals the cut one, followed by as many zeros as a token has decimals beyond eight. */
    private static boolean isCutOf(BigInteger cut, BigInteger amount) {
        BigInteger scaled = cut;
        for (int zeros = 0; zeros <= ZEROS_MAX && scaled.compareTo(amount) < 0; zeros++) {
            scaled = scaled.multiply(BigInteger.TEN);
        }
        return cut.signum() > 0 && scaled.equals(amount);
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
