package org.holdfast.chain.evm.extract;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.holdfast.chain.evm.block.EvmLog;
import org.holdfast.chain.evm.conversion.BridgeRules;
import org.holdfast.chain.evm.conversion.SwapRules;
import org.holdfast.chain.evm.event.AbiMismatchException;
import org.holdfast.chain.evm.event.LogRule;
import org.holdfast.chain.evm.event.TransactionView;
import org.holdfast.chain.evm.issuer.IntentRules;
import org.holdfast.chain.evm.issuer.IssuerRules;
import org.holdfast.chain.evm.movement.LedgerEntry;
import org.holdfast.chain.evm.movement.LedgerEntry.Undecoded;
import org.holdfast.chain.evm.token.TransferRules;
import org.holdfast.primitives.Hash256;

/** The entries of a transaction's logs: first what moves and what issuers do, then what refers to movements. */
final class LogEntries {
    private static final Map<Hash256, LogRule> MOVING =
            union(TransferRules.RULES, IssuerRules.RULES, IntentRules.RULES);
    private static final Map<Hash256, LogRule> LINKING = union(SwapRules.RULES, BridgeRules.RULES);

    private final TransactionView view;
    private final List<LedgerEntry> nativeEntries;

    LogEntries(TransactionView view, List<LedgerEntry> nativeEntries) {
        this.view = view;
        this.nativeEntries = nativeEntries;
    }

    @SafeVarargs
    private static Map<Hash256, LogRule> union(Map<Hash256, LogRule>... parts) {
        var all = new HashMap<Hash256, LogRule>();
        for (Map<Hash256, LogRule> part : parts) {
            part.forEach((topic, rule) -> {
                if (all.put(topic, rule) != null) {
                    throw new IllegalStateException("two rules for one event");
                }
            });
        }
        return Map.copyOf(all);
    }

    List<LedgerEntry> all() {
        var entries = new ArrayList<>(apply(MOVING, nativeEntries));
        var before = new ArrayList<>(nativeEntries);
        before.addAll(entries);
        entries.addAll(apply(LINKING, before));
        return entries;
    }

    private List<LedgerEntry> apply(Map<Hash256, LogRule> rules, List<LedgerEntry> before) {
        var entries = new ArrayList<LedgerEntry>();
        for (int i = 0; i < view.logs().size(); i++) {
            EvmLog log = view.logs().get(i);
            LogRule rule =
                    log.topics().isEmpty() ? null : rules.get(log.topics().getFirst());
            if (rule != null) {
                entries.addAll(read(rule, log, i, before));
            }
        }
        return entries;
    }

    private List<LedgerEntry> read(LogRule rule, EvmLog log, int index, List<LedgerEntry> before) {
        try {
            return rule.read(view, index, before);
        } catch (AbiMismatchException e) {
            return List.of(new Undecoded(
                    view.position(index), log.contract(), log.topics().getFirst(), e.reason()));
        }
    }
}
