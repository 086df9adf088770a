package org.holdfast.launcher.command.node;

import java.util.List;
import java.util.concurrent.Callable;
import org.holdfast.api.health.FollowHealthResponse;
import org.holdfast.launcher.client.ContractJson;
import org.holdfast.launcher.command.CommandContext;
import org.holdfast.launcher.command.Terminal;
import org.holdfast.launcher.command.check.Finding;
import org.holdfast.launcher.command.check.NodeLooks;
import org.holdfast.launcher.command.check.NodeReport;
import org.holdfast.launcher.command.check.Severity;
import org.holdfast.launcher.command.follow.FollowReport;
import org.holdfast.launcher.node.NodeState;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** The addresses of the running node, and what is not well. */
@Command(
        name = "status",
        description = {
            "Shows whether a node runs here, its addresses, and what is not well.",
            "Exit codes: 0 well, 2 no node runs, 3 a part does not work, 4 degraded."
        })
public final class StatusCommand implements Callable<Integer> {
    private static final String FOLLOW = "follow";

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private CommandContext context;

    /**
     * The running node for a user's program.
     *
     * @param pid of the node's process
     * @param kafka host and port of the broker
     * @param tracing base address of the tracing service
     * @param freeze base address of the freeze coordinator
     * @param follows health of each adapter that answers
     * @param severity the worst of the findings
     * @param findings everything that was looked at, as {@code doctor} lists it
     */
    record Status(
            long pid,
            String kafka,
            int postgresPort,
            String tracing,
            String freeze,
            List<FollowHealthResponse> follows,
            Severity severity,
            List<Finding> findings) {}

    @Override
    public Integer call() {
        boolean json = context.json();
        NodeReport report = NodeLooks.report(context, false);
        var node = NodeState.running(context.layout());
        if (!report.running()) {
            context.node();
        }
        Terminal out = context.terminal();
        if (json) {
            out.line(node.map(running -> ContractJson.write(status(running, report)))
                    .orElseGet(() -> ContractJson.write(report)));
            return report.exitCode();
        }
        node.ifPresent(running -> printAddresses(context, running));
        report.findings().stream()
                .filter(finding -> !finding.isWell() || finding.code().equals(FOLLOW))
                .forEach(finding -> out.line(finding.line()));
        out.line(report.verdict());
        return report.exitCode();
    }

    private static Status status(NodeState node, NodeReport report) {
        return new Status(
                node.pid(),
                node.kafka(),
                node.postgresPort(),
                node.tracing(),
                node.freeze(),
                report.follows(),
                report.severity(),
                report.findings());
    }

    /** Prints a node that was just started: where its parts are, and the adapters of followed chains. */
    static void print(CommandContext context, NodeState node) {
        if (context.json()) {
            context.terminal().line(ContractJson.write(status(node, NodeLooks.report(context, false))));
            return;
        }
        printAddresses(context, node);
        FollowReport.all(context.layout()).forEach(report -> context.terminal().line("  " + report.line()));
    }

    /** Prints where the node and its parts are. */
    public static void printAddresses(CommandContext context, NodeState node) {
        Terminal out = context.terminal();
        out.line("node runs, process " + node.pid() + ", data in "
                + context.layout().data());
        out.line("  tracing service     " + node.tracing());
        out.line("  freeze coordinator  " + node.freeze());
        out.line("  Kafka broker        " + node.kafka());
        out.line("  PostgreSQL          127.0.0.1:" + node.postgresPort());
    }
}
