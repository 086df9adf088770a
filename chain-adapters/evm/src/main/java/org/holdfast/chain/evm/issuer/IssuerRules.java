package org.holdfast.chain.evm.issuer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.holdfast.chain.evm.block.EvmLog;
import org.holdfast.chain.evm.call.CallFrame;
import org.holdfast.chain.evm.coding.Bytes;
import org.holdfast.chain.evm.coding.EvmAddress;
import org.holdfast.chain.evm.event.AbiWords;
import org.holdfast.chain.evm.event.LogRule;
import org.holdfast.chain.evm.event.Signatures;
import org.holdfast.chain.evm.event.TransactionView;
import org.holdfast.chain.evm.movement.LedgerEntry;
import org.holdfast.chain.evm.movement.LedgerEntry.IssuerAct;
import org.holdfast.chain.evm.movement.LedgerEntry.IssuerActKind;
import org.holdfast.chain.evm.movement.LedgerEntry.Movement;
import org.holdfast.chain.evm.movement.LedgerEntry.MovementKind;
import org.holdfast.chain.evm.movement.LedgerEntry.Undecoded;
import org.holdfast.chain.evm.network.IssuerContract;
import org.holdfast.chain.evm.token.TokenShapes;
import org.holdfast.primitives.BaseUnits;
import org.holdfast.primitives.Hash256;
import org.jspecify.annotations.Nullable;

/**
 * What issuers do to their tokens. Tether's {@code Issue}, {@code Redeem} and {@code DestroyedBlackFunds} emit no
 * {@code Transfer} and are booked here; where a transfer does tell the same, it is not booked twice. The same event of
 * a contract that configuration does not name is shown and marked as not known.
 */
public final class IssuerRules {
    private static final int WORD = 32;

    public static final Map<Hash256, LogRule> RULES = rules();

    private IssuerRules() {}

    private static Map<Hash256, LogRule> rules() {
        var rules = new HashMap<Hash256, LogRule>();
        rules.put(Signatures.ADDED_BLACK_LIST, onAddress(IssuerActKind.FREEZE));
        rules.put(Signatures.BLOCK_PLACED, onAddress(IssuerActKind.FREEZE));
        rules.put(Signatures.BLACKLISTED, onAddress(IssuerActKind.FREEZE));
        rules.put(Signatures.ADDRESS_FROZEN, onAddress(IssuerActKind.FREEZE));
        rules.put(Signatures.REMOVED_BLACK_LIST, onAddress(IssuerActKind.UNFREEZE));
        rules.put(Signatures.BLOCK_RELEASED, onAddress(IssuerActKind.UNFREEZE));
        rules.put(Signatures.UN_BLACKLISTED, onAddress(IssuerActKind.UNFREEZE));
        rules.put(Signatures.ADDRESS_UNFROZEN, onAddress(IssuerActKind.UNFREEZE));
        rules.put(Signatures.FROZEN_ADDRESS_WIPED, onAddress(IssuerActKind.WIPE));
        rules.put(Signatures.DESTROYED_BLACK_FUNDS, IssuerRules::destroy);
        rules.put(Signatures.DESTROYED_BLOCKED_FUNDS, IssuerRules::destroy);
        rules.put(Signatures.ISSUE, IssuerRules::issue);
        rules.put(Signatures.REDEEM, IssuerRules::redeem);
        rules.put(Signatures.PAUSE, onKnown(IssuerActKind.PAUSE, 0));
        rules.put(Signatures.UNPAUSE, onKnown(IssuerActKind.UNPAUSE, 0));
        rules.put(Signatures.BLACKLISTER_CHANGED, onKnown(IssuerActKind.ROLE_CHANGE, 1));
        rules.put(Signatures.PAUSER_CHANGED, onKnown(IssuerActKind.ROLE_CHANGE, 1));
        rules.put(Signatures.MASTER_MINTER_CHANGED, onKnown(IssuerActKind.ROLE_CHANGE, 1));
        rules.put(Signatures.OWNERSHIP_TRANSFERRED, onKnown(IssuerActKind.ROLE_CHANGE, 2));
        return Map.copyOf(rules);
    }

    private static LogRule onAddress(IssuerActKind kind) {
        return (view, at, before) -> {
            EvmLog log = LogRule.at(view, at);
            EvmAddress target = TokenShapes.arguments(log, 1).address(0);
            return List.of(act(view, at, kind, target, null));
        };
    }

    /** Events with names so common that only known issuers' contracts are read; the last argument is who gains. */
    private static LogRule onKnown(IssuerActKind kind, int addresses) {
        return (view, at, before) -> {
            EvmLog log = LogRule.at(view, at);
            if (!view.isIssuer(log.contract())) {
                return List.of();
            }
            AbiWords words = TokenShapes.arguments(log, addresses);
            return List.of(act(view, at, kind, addresses == 0 ? null : words.address(addresses - 1), null));
        };
    }

    private static List<LedgerEntry> destroy(TransactionView view, int at, List<LedgerEntry> before) {
        AbiWords words = TokenShapes.arguments(LogRule.at(view, at), 2);
        return booked(view, at, IssuerActKind.DESTROY, words.address(0), words.amount(1));
    }

    private static List<LedgerEntry> issue(TransactionView view, int at, List<LedgerEntry> before) {
        BaseUnits amount = TokenShapes.arguments(LogRule.at(view, at), 1).amount(0);
        return booked(view, at, IssuerActKind.ISSUE, treasury(view, at, Signatures.CALL_ISSUE, amount), amount);
    }

    private static List<LedgerEntry> redeem(TransactionView view, int at, List<LedgerEntry> before) {
        BaseUnits amount = TokenShapes.arguments(LogRule.at(view, at), 1).amount(0);
        return booked(view, at, IssuerActKind.REDEEM, treasury(view, at, Signatures.CALL_REDEEM, amount), amount);
    }

    /** The movement, unless a transfer shows it already, and the act. */
    private static List<LedgerEntry> booked(
            TransactionView view, int at, IssuerActKind kind, @Nullable EvmAddress holder, BaseUnits amount) {
        EvmLog log = LogRule.at(view, at);
        var entries = new ArrayList<LedgerEntry>(2);
        boolean comesIn = kind == IssuerActKind.ISSUE;
        if (holder == null) {
            entries.add(new Undecoded(
                    view.position(at, 0),
                    log.contract(),
                    log.topics().getFirst(),
                    "neither a call nor the configuration says whose balance " + amount + " changed"));
        } else {
            EvmAddress from = comesIn ? null : holder;
            EvmAddress to = comesIn ? holder : null;
            if (!TokenShapes.isToldByTransfer(view, log.contract(), from, to, amount)) {
                var moved = MovementKind.valueOf(kind.name());
                entries.add(new Movement(view.position(at, 0), view.token(log.contract()), from, to, amount, moved));
            }
        }
        entries.add(new IssuerAct(
                view.position(at, 1), log.contract(), view.isIssuer(log.contract()), kind, holder, amount));
        return entries;
    }

    /** The contract's code books to its owner, who alone may call: so the caller is the holder. */
    private static @Nullable EvmAddress treasury(TransactionView view, int at, Bytes selector, BaseUnits amount) {
        EvmAddress contract = LogRule.at(view, at).contract();
        for (CallFrame call : view.calls(contract, selector)) {
            if (argumentIs(call, selector, amount)) {
                return call.from();
            }
        }
        IssuerContract known = view.network().issuers().get(contract);
        return known == null ? null : known.treasury();
    }

    private static boolean argumentIs(CallFrame call, Bytes selector, BaseUnits amount) {
        Bytes arguments = call.input().slice(selector.size(), call.input().size());
        return arguments.size() >= WORD && arguments.slice(0, WORD).unsigned().equals(amount.value());
    }

    private static IssuerAct act(
            TransactionView view, int at, IssuerActKind kind, @Nullable EvmAddress target, @Nullable BaseUnits amount) {
        EvmAddress contract = LogRule.at(view, at).contract();
        return new IssuerAct(view.position(at), contract, view.isIssuer(contract), kind, target, amount);
    }
}
