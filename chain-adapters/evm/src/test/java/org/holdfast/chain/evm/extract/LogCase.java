package org.holdfast.chain.evm.extract;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.holdfast.chain.evm.block.EvmLog;
import org.holdfast.chain.evm.call.CallFrame;
import org.holdfast.chain.evm.event.TransactionView;
import org.holdfast.chain.evm.movement.LedgerEntry;
import org.holdfast.chain.evm.network.EvmNetwork;

/** The entries that a transaction with these logs and calls makes; for tests of the rules in other packages. */
public final class LogCase {
    private LogCase() {}

    public static List<LedgerEntry> entries(EvmNetwork network, List<EvmLog> logs, CallFrame... calls) {
        var effective = new ArrayList<CallFrame>();
        for (CallFrame call : calls) {
            effective.addAll(TransactionView.effective(call));
        }
        var view = new TransactionView(network, 100, 3, 40, logs, effective);
        return new LogEntries(view, List.of())
                .all().stream()
                        .sorted(Comparator.comparing(LedgerEntry::position))
                        .toList();
    }

    /** Entries as short lines: type and what matters. */
    public static List<String> lines(EvmNetwork network, List<EvmLog> logs, CallFrame... calls) {
        return entries(network, logs, calls).stream().map(LogCase::line).toList();
    }

    public static String line(LedgerEntry entry) {
        return switch (entry) {
            case LedgerEntry.Movement m ->
                m.kind() + " " + m.asset().assetPart() + " " + m.from() + " -> " + m.to() + " " + m.amount();
            case LedgerEntry.IssuerAct a ->
                "act " + a.kind() + (a.known() ? " known " : " unknown ") + a.target() + " " + a.amount();
            case LedgerEntry.IssuerIntent i ->
                "intent " + i.stage() + (i.known() ? " known " : " unknown ") + i.number() + " "
                        + (i.planned() == null
                                ? "-"
                                : i.planned().kind() + " " + i.planned().target() + " "
                                        + i.planned().amount())
                        + " " + i.signer();
            case LedgerEntry.Swap s -> s.protocol() + " in " + legs(s.paidIn()) + " out " + legs(s.paidOut());
            case LedgerEntry.BridgeLeg b ->
                b.protocol() + " " + b.side() + (b.known() ? " known " : " unknown ") + b.id() + " "
                        + (b.asset() == null ? null : b.asset().assetPart()) + " " + b.amount() + " " + b.account()
                        + " " + b.place();
            case LedgerEntry.Undecoded u -> "undecoded " + u.contract() + ": " + u.reason();
        };
    }

    private static List<String> legs(List<LedgerEntry.SwapLeg> legs) {
        return legs.stream()
                .map(leg -> leg.amount() + "@"
                        + (leg.asset() == null ? null : leg.asset().assetPart()))
                .toList();
    }
}
