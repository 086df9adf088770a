package org.holdfast.launcher;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.holdfast.launcher.TraceOptions.TraceQuestion;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import tools.jackson.databind.JsonNode;

@Command(
        name = "trace",
        description = "Follows the value of outputs forward, under one doctrine or several.",
        subcommands = TraceCompareCommand.class)
final class TraceCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private Holdfast holdfast;

    @Mixin
    private TraceOptions options = new TraceOptions();

    @Option(
            names = "--policy",
            description = "fifo, lifo, pro-rata, dirty-first, lowest-balance, highest-out, poison, several with commas,"
                    + " or all (default: fifo).")
    private String policy = "fifo";

    @Option(names = "--case", description = "The case; value that reached an exchange then becomes a fact of it.")
    private String caseId = "";

    @Override
    public Integer call() {
        TraceQuestion question = options.question(TraceOptions.policies(policy), caseId);
        boolean json = holdfast.json();
        var job = new TraceJob(holdfast.tracing(holdfast.node(), Access.INVESTIGATOR), holdfast.terminal());
        JsonNode trace = job.run(question);
        if (json) {
            holdfast.terminal().line(job.whole(trace).toString());
        } else {
            TracePrinter.print(holdfast.terminal(), trace);
        }
        return 0;
    }

    Holdfast holdfast() {
        return holdfast;
    }

    /** A trace without limits of its own, to its end. */
    static JsonNode trace(
            RestClient tracing,
            Terminal terminal,
            String chain,
            List<String> seeds,
            List<String> policies,
            String caseId) {
        return new TraceJob(tracing, terminal).run(new TraceQuestion(chain, seeds, policies, caseId, Map.of()));
    }
}
