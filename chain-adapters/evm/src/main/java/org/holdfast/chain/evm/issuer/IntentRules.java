package org.holdfast.chain.evm.issuer;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.holdfast.chain.evm.block.EvmLog;
import org.holdfast.chain.evm.call.CallFrame;
import org.holdfast.chain.evm.coding.Bytes;
import org.holdfast.chain.evm.coding.EvmAddress;
import org.holdfast.chain.evm.coding.Keccak;
import org.holdfast.chain.evm.event.AbiMismatchException;
import org.holdfast.chain.evm.event.AbiWords;
import org.holdfast.chain.evm.event.LogRule;
import org.holdfast.chain.evm.event.Signatures;
import org.holdfast.chain.evm.event.TransactionView;
import org.holdfast.chain.evm.movement.LedgerEntry;
import org.holdfast.chain.evm.movement.LedgerEntry.IntentStage;
import org.holdfast.chain.evm.movement.LedgerEntry.IssuerActKind;
import org.holdfast.chain.evm.movement.LedgerEntry.IssuerIntent;
import org.holdfast.chain.evm.movement.LedgerEntry.PlannedAct;
import org.holdfast.chain.evm.token.TokenShapes;
import org.holdfast.primitives.Hash256;
import org.jspecify.annotations.Nullable;

/**
 * Multi-signature wallets in which issuers submit, confirm and execute what they will do: a freeze can be seen here
 * before it takes effect. What is planned stands in the call data of {@code submitTransaction}, so a node without
 * traces shows it only where the transaction itself is that call.
 */
public final class IntentRules {
    public static final Map<Hash256, LogRule> RULES = Map.of(
            Signatures.SUBMISSION, IntentRules::submitted,
            Signatures.CONFIRMATION, signed(IntentStage.CONFIRMED),
            Signatures.REVOCATION, signed(IntentStage.REVOKED),
            Signatures.EXECUTION, ended(IntentStage.EXECUTED),
            Signatures.EXECUTION_FAILURE, ended(IntentStage.FAILED));

    private static final int SELECTOR = 4;

    private static final Map<Bytes, IssuerActKind> PLANS = Map.ofEntries(
            plan("addBlackList(address)", IssuerActKind.FREEZE),
            plan("blacklist(address)", IssuerActKind.FREEZE),
            plan("freeze(address)", IssuerActKind.FREEZE),
            plan("removeBlackList(address)", IssuerActKind.UNFREEZE),
            plan("unBlacklist(address)", IssuerActKind.UNFREEZE),
            plan("unfreeze(address)", IssuerActKind.UNFREEZE),
            plan("destroyBlackFunds(address)", IssuerActKind.DESTROY),
            plan("wipeFrozenAddress(address)", IssuerActKind.WIPE),
            plan("issue(uint256)", IssuerActKind.ISSUE),
            plan("redeem(uint256)", IssuerActKind.REDEEM),
            plan("pause()", IssuerActKind.PAUSE),
            plan("unpause()", IssuerActKind.UNPAUSE),
            plan("updateBlacklister(address)", IssuerActKind.ROLE_CHANGE),
            plan("transferOwnership(address)", IssuerActKind.ROLE_CHANGE));

    private IntentRules() {}

    private static Map.Entry<Bytes, IssuerActKind> plan(String function, IssuerActKind kind) {
        return Map.entry(Keccak.selector(function), kind);
    }

    private static List<LedgerEntry> submitted(TransactionView view, int at, List<LedgerEntry> before) {
        EvmLog log = LogRule.at(view, at);
        PlannedAct planned = planOf(view, at);
        if (!isOfConcern(view, log.contract(), planned)) {
            return List.of();
        }
        BigInteger number = TokenShapes.arguments(log, 1).unsigned(0);
        return List.of(intent(view, at, IntentStage.SUBMITTED, number, planned, null));
    }

    private static LogRule signed(IntentStage stage) {
        return (view, at, before) -> {
            EvmLog log = LogRule.at(view, at);
            if (!isWallet(view, log.contract())) {
                return List.of();
            }
            AbiWords words = TokenShapes.arguments(log, 2);
            return List.of(intent(view, at, stage, words.unsigned(1), null, words.address(0)));
        };
    }

    private static LogRule ended(IntentStage stage) {
        return (view, at, before) -> {
            EvmLog log = LogRule.at(view, at);
            if (!isWallet(view, log.contract())) {
                return List.of();
            }
            return List.of(intent(view, at, stage, TokenShapes.arguments(log, 1).unsigned(0), null, null));
        };
    }

    /** A wallet that configuration names, or one that submitted an act on a known token in this transaction. */
    private static boolean isWallet(TransactionView view, EvmAddress wallet) {
        return isOfConcern(view, wallet, null)
                || view.calls(wallet, Signatures.SUBMIT_TRANSACTION).stream()
                        .anyMatch(call -> isOfConcern(view, wallet, read(call)));
    }

    private static boolean isOfConcern(TransactionView view, EvmAddress wallet, @Nullable PlannedAct planned) {
        return view.network().issuerWallets().contains(wallet)
                || (planned != null && view.isIssuer(planned.contract()));
    }

    /** The n-th submission that a wallet tells belongs to the n-th submitting call of it. */
    private static @Nullable PlannedAct planOf(TransactionView view, int at) {
        EvmLog log = LogRule.at(view, at);
        long nth = view.logs().subList(0, at).stream()
                .filter(l -> l.contract().equals(log.contract()) && !l.topics().isEmpty())
                .filter(l -> l.topics().getFirst().equals(Signatures.SUBMISSION))
                .count();
        List<CallFrame> calls = view.calls(log.contract(), Signatures.SUBMIT_TRANSACTION);
        return nth < calls.size() ? read(calls.get((int) nth)) : null;
    }

    /** Null where the call plans no act that is known here. */
    private static @Nullable PlannedAct read(CallFrame call) {
        try {
            AbiWords words =
                    AbiWords.of(call.input().slice(SELECTOR, call.input().size()));
            Bytes inner = words.bytes(2);
            IssuerActKind kind = inner.size() < SELECTOR ? null : PLANS.get(inner.slice(0, SELECTOR));
            if (kind == null) {
                return null;
            }
            AbiWords arguments = AbiWords.of(inner.slice(SELECTOR, inner.size()));
            return switch (kind) {
                case FREEZE, UNFREEZE, DESTROY, WIPE, ROLE_CHANGE ->
                    new PlannedAct(words.address(0), kind, arguments.address(0), null);
                case ISSUE, REDEEM -> new PlannedAct(words.address(0), kind, null, arguments.amount(0));
                case PAUSE, UNPAUSE -> new PlannedAct(words.address(0), kind, null, null);
            };
        } catch (AbiMismatchException e) {
            return null;
        }
    }

    private static IssuerIntent intent(
            TransactionView view,
            int at,
            IntentStage stage,
            BigInteger number,
            @Nullable PlannedAct planned,
            @Nullable EvmAddress signer) {
        EvmAddress wallet = LogRule.at(view, at).contract();
        boolean known = view.network().issuerWallets().contains(wallet);
        return new IssuerIntent(view.position(at), wallet, known, stage, number, planned, signer);
    }
}
