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
            node.ifPresent(running -> add(probes, layout, running, recounts));
            return NodeReport.of(true, probes.findings());
        }
        probes.add("node", () -> List.of(Finding.degraded("node.absent", "not running; ./holdfast start starts it")));
        return NodeReport.of(false, probes.findings());
    }

    /** A look waits for no service, so its clients do not. */
    private static void add(Probes probes, NodeLayout layout, NodeState node, boolean recounts) {
        String token = Access.token(layout, Access.INVESTIGATOR);
        var tracing = new TracingClient(node.tracing(), token);
        probes.add("tracing", () -> ServiceLooks.of("tracing", tracing.readiness(), tracing.health()));
        if (Module.FREEZE.isPartOf(layout.home())) {
            var freeze = new HoldsClient(node.freeze(), token);
            probes.add("freeze", () -> ServiceLooks.of("freeze", freeze.readiness(), freeze.health()));
        }
        new ChainLooks(layout, tracing, recounts).add(probes);
    }
}
