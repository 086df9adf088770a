package org.holdfast.launcher.command.check;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.holdfast.launcher.client.HoldsClient;
import org.holdfast.launcher.client.TracingClient;
import org.holdfast.launcher.command.CommandContext;
import org.holdfast.launcher.node.Access;
import org.holdfast.launcher.node.DataLock;
import org.holdfast.launcher.node.Module;
import org.holdfast.launcher.node.NodeLayout;
import org.holdfast.launcher.node.NodeState;
import org.holdfast.primitives.InputFaultException;

/** All looks at a node. The commands status and doctor show the same report. */
public final class NodeLooks {
    private NodeLooks() {}

    /**
     * Looks at everything at the same time, within a bound of seconds whatever hangs.
     *
     * @param recounts whether each index is counted again: too much work for a monitor that asks every few seconds
     */
    public static NodeReport report(CommandContext context, boolean recounts) {
        NodeLayout layout = context.layout();
        Optional<NodeState> node = NodeState.running(layout);
        var probes = new Probes(Probes.COMMAND_MAX);
        MachineLooks.add(probes, layout);
        var parts = new PartLooks(layout, Clock.systemUTC());
        boolean starting = node.isEmpty() && DataLock.holder(layout).isPresent();
        if (node.isPresent() || starting || !parts.left().isEmpty()) {
            parts.add(probes, node);
            Optional<ChainLooks> chains = node.map(running -> add(probes, layout, parts, running, recounts));
            List<Finding> findings = probes.findings();
            return NodeReport.of(true, findings, chains.map(ChainLooks::follows).orElse(List.of()));
        }
        probes.add("node", () -> List.of(Finding.degraded("node.absent", "not running; ./holdfast start starts it")));
        return NodeReport.of(false, probes.findings(), List.of());
    }

    /** A look waits for no service, so its clients do not. */
    private static ChainLooks add(Probes probes, NodeLayout layout, PartLooks parts, NodeState node, boolean recounts) {
        String token = token(probes, layout);
        var tracing = new TracingClient(node.tracing(), token);
        String late = "no answer" + probes.within();
        probes.add(
                "tracing",
                () -> ServiceLooks.of("tracing", tracing.readiness(), tracing.health()),
                parts.unanswered("tracing", "tracing", late));
        if (Module.FREEZE.isPartOf(layout.home())) {
            var freeze = new HoldsClient(node.freeze(), token);
            probes.add(
                    "freeze",
                    () -> ServiceLooks.of("freeze", freeze.readiness(), freeze.health()),
                    parts.unanswered("freeze", "freeze", late));
        }
        var chains = new ChainLooks(layout, parts, tracing, recounts);
        chains.add(probes);
        return chains;
    }

    /** Health needs no token, so it is looked at without one too. */
    private static String token(Probes probes, NodeLayout layout) {
        try {
            return Access.token(layout, Access.INVESTIGATOR);
        } catch (InputFaultException unusable) {
            probes.add("tokens", () -> {
                throw unusable;
            });
            return "none";
        }
    }
}
