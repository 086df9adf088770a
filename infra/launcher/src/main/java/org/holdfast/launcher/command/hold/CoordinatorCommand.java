package org.holdfast.launcher.command.hold;

import java.util.Objects;
import org.holdfast.api.operation.FactTopicResponse;
import org.holdfast.api.operation.ParkedEventsResponse;
import org.holdfast.launcher.client.ContractJson;
import org.holdfast.launcher.client.HoldsClient;
import org.holdfast.launcher.command.CommandContext;
import org.holdfast.launcher.node.Access;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** What a person decides where the coordinator cannot: parked events, views, the topic of facts. */
@Command(
        name = "coordinator",
        description = "Shows parked events and the topic of facts, and carries out what a supervisor decides on them.",
        synopsisSubcommandLabel = "COMMAND")
public final class CoordinatorCommand {
    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private CommandContext context;

    @Option(names = "--as", description = "The officer who decides (default: " + Access.SUPERVISOR + ").")
    private String officer = Access.SUPERVISOR;

    private HoldsClient freeze() {
        return context.freeze(context.node(), officer);
    }

    private int print(Object answer) {
        context.terminal().line(ContractJson.write(answer));
        return 0;
    }

    @Command(name = "parked", description = "Lists the events that could not be processed.")
    int parked() {
        ParkedEventsResponse parked = freeze().parked();
        return print(parked);
    }

    @Command(name = "retry", description = "Tries the parked events again now.")
    int retry() {
        return print(freeze().retryParked());
    }

    @Command(name = "evict", description = "Takes a parked event out for good.")
    int evict(
            @Parameters(paramLabel = "ID", description = "The id of the parked event.") String id,
            @Option(names = "--reason", required = true, description = "Why; it is kept.") String reason) {
        return print(freeze().evictParked(id, reason));
    }

    @Command(name = "replay", description = "Builds a view again from the first event.")
    int replay(@Parameters(paramLabel = "VIEW", description = "hold-views or stuck-processes.") String view) {
        return print(freeze().replay(view));
    }

    @Command(name = "topic", description = "Shows the topic of facts, as it was read and as it is.")
    int topic() {
        return print(freeze().factTopic());
    }

    @Command(name = "accept-topic", description = "Accepts the topic of facts as it is; it is read from its beginning.")
    int acceptTopic(@Option(names = "--reason", required = true, description = "Why; it is kept.") String reason) {
        FactTopicResponse topic = freeze().factTopic();
        return print(freeze().acceptFactTopic(Objects.requireNonNullElse(topic.presentTopicId(), ""), reason));
    }
}
