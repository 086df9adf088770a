package org.holdfast.launcher.command.node;

import java.util.concurrent.Callable;
import org.holdfast.launcher.client.RestClient;
import org.holdfast.launcher.command.CommandContext;
import org.holdfast.launcher.command.Terminal;
import org.holdfast.launcher.command.follow.FollowReport;
import org.holdfast.launcher.node.NodeState;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

@Command(name = "status", description = "Says whether a node runs here, and where.")
public final class StatusCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private CommandContext context;

    @Override
    public Integer call() {
        print(context, context.node());
        return 0;
    }

    public static void print(CommandContext context, NodeState node) {
        if (context.json()) {
            var body = RestClient.JSON.createObjectNode();
            body.put("pid", node.pid()).put("kafka", node.kafka()).put("postgresPort", node.postgresPort());
            body.put("tracing", node.tracing()).put("freeze", node.freeze());
            var follows = body.putArray("follows");
            FollowReport.all(context.layout()).forEach(report -> report.health().ifPresent(follows::add));
            context.terminal().line(body.toString());
            return;
        }
        Terminal out = context.terminal();
        out.line("node runs, process " + node.pid() + ", data in "
                + context.layout().data());
        out.line("  tracing service     " + node.tracing());
        out.line("  freeze coordinator  " + node.freeze());
        out.line("  Kafka broker        " + node.kafka());
        out.line("  PostgreSQL          127.0.0.1:" + node.postgresPort());
        FollowReport.all(context.layout()).forEach(report -> out.line("  " + report.line()));
    }
}
