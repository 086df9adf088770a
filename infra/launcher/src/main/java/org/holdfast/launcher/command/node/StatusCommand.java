package org.holdfast.launcher.command.node;

import java.util.List;
import java.util.concurrent.Callable;
import org.holdfast.api.health.FollowHealthResponse;
import org.holdfast.launcher.client.ContractJson;
import org.holdfast.launcher.command.CommandContext;
import org.holdfast.launcher.command.Terminal;
import org.holdfast.launcher.command.follow.FollowReport;
import org.holdfast.launcher.node.NodeState;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** The addresses of the running node. */
@Command(name = "status", description = "Shows whether a node runs here, and its addresses.")
public final class StatusCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private CommandContext context;

    @Override
    public Integer call() {
        print(context, context.node());
        return 0;
    }

    /**
     * The running node for a user's program.
     *
     * @param pid of the node's process
     * @param kafka host and port of the broker
     * @param tracing base address of the tracing service
     * @param freeze base address of the freeze coordinator
     * @param follows health of each adapter that answers
     */
    record Status(
            long pid,
            String kafka,
            int postgresPort,
            String tracing,
            String freeze,
            List<FollowHealthResponse> follows) {}

    /** Prints where the node and its parts are. */
    public static void print(CommandContext context, NodeState node) {
        List<FollowReport> follows = FollowReport.all(context.layout());
        if (context.json()) {
            context.terminal()
                    .line(ContractJson.write(new Status(
                            node.pid(),
                            node.kafka(),
                            node.postgresPort(),
                            node.tracing(),
                            node.freeze(),
                            follows.stream()
                                    .flatMap(report -> report.health().stream())
                                    .toList())));
            return;
        }
        Terminal out = context.terminal();
        out.line("node runs, process " + node.pid() + ", data in "
                + context.layout().data());
        out.line("  tracing service     " + node.tracing());
        out.line("  freeze coordinator  " + node.freeze());
        out.line("  Kafka broker        " + node.kafka());
        out.line("  PostgreSQL          127.0.0.1:" + node.postgresPort());
        follows.forEach(report -> out.line("  " + report.line()));
    }
}
