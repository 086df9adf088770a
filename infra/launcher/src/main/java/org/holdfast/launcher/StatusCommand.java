package org.holdfast.launcher;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

@Command(name = "status", description = "Says whether a node runs here, and where.")
final class StatusCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private Holdfast holdfast;

    @Override
    public Integer call() {
        print(holdfast, holdfast.node());
        return 0;
    }

    static void print(Holdfast holdfast, NodeState node) {
        if (holdfast.json()) {
            var body = RestClient.JSON.createObjectNode();
            body.put("pid", node.pid()).put("kafka", node.kafka()).put("postgresPort", node.postgresPort());
            body.put("tracing", node.tracing()).put("freeze", node.freeze());
            var follows = body.putArray("follows");
            FollowReport.all(holdfast.layout())
                    .forEach(report -> report.health().ifPresent(follows::add));
            holdfast.terminal().line(body.toString());
            return;
        }
        Terminal out = holdfast.terminal();
        out.line("node runs, process " + node.pid() + ", data in "
                + holdfast.layout().data());
        out.line("  tracing service     " + node.tracing());
        out.line("  freeze coordinator  " + node.freeze());
        out.line("  Kafka broker        " + node.kafka());
        out.line("  PostgreSQL          127.0.0.1:" + node.postgresPort());
        FollowReport.all(holdfast.layout()).forEach(report -> out.line("  " + report.line()));
    }
}
