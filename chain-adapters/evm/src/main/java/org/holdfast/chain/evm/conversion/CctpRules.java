package org.holdfast.chain.evm.conversion;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.holdfast.chain.evm.block.EvmLog;
import org.holdfast.chain.evm.coding.Bytes;
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
import org.holdfast.primitives.AssetId;
import org.holdfast.primitives.BaseUnits;
import org.holdfast.primitives.Hash256;
import org.jspecify.annotations.Nullable;

/**
 * Circle's transfer protocol: USDC is burned here and minted there. In version 1 both sides carry source domain and
 * nonce. In version 2 the nonce is given after the burn, so that only arrival carries it; the burn has no id.
 */
final class CctpRules {
    static final Map<Hash256, LogRule> RULES = Map.of(
            Signatures.DEPOSIT_FOR_BURN, CctpRules::burn,
            Signatures.DEPOSIT_FOR_BURN_V2, CctpRules::burnV2,
            Signatures.MESSAGE_RECEIVED, CctpRules::received,
            Signatures.MESSAGE_RECEIVED_V2, CctpRules::receivedV2);

    // A message: version 4, source domain 4, destination domain 4, nonce 8 bytes, and more that is not read.
    private static final int SOURCE_DOMAIN = 4;
    private static final int DESTINATION_DOMAIN = 8;
    private static final int NONCE = 12;
    private static final int NONCE_END = 20;
    // A burn message's body: version 4, then words: token, recipient, amount, sender; version 2 adds fees and a hook.
    private static final int BODY_VERSION = 4;
    private static final int BODY = BODY_VERSION + 4 * 32;

    private CctpRules() {}

    private static List<LedgerEntry> burn(TransactionView view, int at, List<LedgerEntry> movements) {
        EvmLog log = LogRule.at(view, at);
        AbiWords data = LogRule.shape(log, 4, 5);
        BigInteger nonce = AbiWords.unsigned(log.topics().get(1));
        BigInteger source = sourceDomain(view, nonce);
        return List.of(new BridgeLeg(
                view.position(at),
                BridgeProtocol.CCTP_V1,
                BridgeSide.OUT,
                log.contract(),
                BridgeRules.isKnown(view, log.contract()),
                source == null ? null : id(source, nonce),
                view.token(AbiWords.address(log.topics().get(2))),
                data.amount(0),
                AbiWords.address(log.topics().get(3)),
                data.unsigned(2),
                data.word(1)));
    }

    private static List<LedgerEntry> burnV2(TransactionView view, int at, List<LedgerEntry> movements) {
        EvmLog log = LogRule.at(view, at);
        BridgeRules.requireTopics(log, 4);
        AbiWords data = AbiWords.of(log.data());
        return List.of(new BridgeLeg(
                view.position(at),
                BridgeProtocol.CCTP_V2,
                BridgeSide.OUT,
                log.contract(),
                BridgeRules.isKnown(view, log.contract()),
                null,
                view.token(AbiWords.address(log.topics().get(1))),
                data.amount(0),
                AbiWords.address(log.topics().get(2)),
                data.unsigned(2),
                data.word(1)));
    }

    private static List<LedgerEntry> received(TransactionView view, int at, List<LedgerEntry> movements) {
        EvmLog log = LogRule.at(view, at);
        BridgeRules.requireTopics(log, 3);
        AbiWords data = AbiWords.of(log.data());
        String id = id(data.unsigned(0), AbiWords.unsigned(log.topics().get(2)));
        return arrival(view, at, BridgeProtocol.CCTP_V1, id, data.unsigned(0), data.bytes(2));
    }

    private static List<LedgerEntry> receivedV2(TransactionView view, int at, List<LedgerEntry> movements) {
        EvmLog log = LogRule.at(view, at);
        BridgeRules.requireTopics(log, 4);
        AbiWords data = AbiWords.of(log.data());
        String id = "cctp2:" + data.unsigned(0) + ":" + log.topics().get(2);
        return arrival(view, at, BridgeProtocol.CCTP_V2, id, data.unsigned(0), data.bytes(2));
    }

    /** Messages that are not of burns pass the same way and move nothing: they make no entry. */
    private static List<LedgerEntry> arrival(
            TransactionView view, int at, BridgeProtocol protocol, String id, BigInteger source, Bytes body) {
        if (body.size() < BODY) {
            return List.of();
        }
        AbiWords words = AbiWords.of(body.slice(BODY_VERSION, BODY));
        EvmAddress recipient = words.address(1);
        EvmLog mint = mintFor(view, recipient);
        EvmLog log = LogRule.at(view, at);
        return List.of(new BridgeLeg(
                view.position(at),
                protocol,
                BridgeSide.IN,
                log.contract(),
                BridgeRules.isKnown(view, log.contract()),
                id,
                mint == null ? null : mintedAsset(view, mint),
                mint == null
                        ? words.amount(2)
                        : new BaseUnits(AbiWords.of(mint.data()).unsigned(0)),
                recipient,
                source,
                words.word(3)));
    }

    private static @Nullable EvmLog mintFor(TransactionView view, EvmAddress recipient) {
        return view.logs().stream()
                .filter(log -> log.topics().size() == 3)
                .filter(log -> log.topics().getFirst().equals(Signatures.MINT_AND_WITHDRAW)
                        || log.topics().getFirst().equals(Signatures.MINT_AND_WITHDRAW_V2))
                .filter(log -> AbiWords.address(log.topics().get(1)).equals(recipient))
                .findFirst()
                .orElse(null);
    }

    private static AssetId mintedAsset(TransactionView view, EvmLog mint) {
        return view.token(AbiWords.address(mint.topics().get(2)));
    }

    /** From the message sent with the burn, or else from configuration. */
    private static @Nullable BigInteger sourceDomain(TransactionView view, BigInteger nonce) {
        return view.logs(Signatures.MESSAGE_SENT, log -> log.topics().size() == 1).stream()
                .map(CctpRules::messageOrNone)
                .filter(Objects::nonNull)
                .filter(message -> message.size() >= NONCE_END
                        && message.slice(NONCE, NONCE_END).unsigned().equals(nonce))
                .map(message -> message.slice(SOURCE_DOMAIN, DESTINATION_DOMAIN).unsigned())
                .findFirst()
                .orElseGet(() -> {
                    Long domain = view.network().bridgePlaces().cctpDomain();
                    return domain == null ? null : BigInteger.valueOf(domain);
                });
    }

    private static @Nullable Bytes messageOrNone(EvmLog log) {
        try {
            return AbiWords.of(log.data()).bytes(0);
        } catch (AbiMismatchException e) {
            return null;
        }
    }

    private static String id(BigInteger source, BigInteger nonce) {
        return "cctp1:" + source + ":" + nonce;
    }
}
