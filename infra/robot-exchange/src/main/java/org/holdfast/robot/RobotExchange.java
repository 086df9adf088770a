package org.holdfast.robot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.holdfast.robot.app.config.SystemClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Polls its inbox and answers by its profile until it is stopped. It keeps nothing: after a restart it reads its inbox
 * from the beginning, and its keys follow from the entries, so that nothing is answered twice.
 */
@Command(name = "robot-exchange", description = "An exchange that answers hold requests by itself.")
public final class RobotExchange implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(RobotExchange.class);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Option(names = "--url", required = true, description = "Where the coordinator answers.")
    private String url = "";

    @Option(names = "--vasp", required = true, description = "The exchange that this robot is.")
    private String vasp = "";

    @Option(names = "--token-file", required = true, description = "Holds the bearer token.")
    private Path tokenFile = Path.of("");

    @Option(names = "--profile", description = "${COMPLETION-CANDIDATES}")
    private Profile profile = Profile.FULL;

    private final Clock clock;

    private RobotExchange(Clock clock) {
        this.clock = clock;
    }

    public static void main(String[] arguments) {
        var command = new CommandLine(new RobotExchange(SystemClock.utc()));
        System.exit(command.setCaseInsensitiveEnumValuesAllowed(true).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        var inbox = new Inbox(JSON, url, Files.readString(tokenFile).strip());
        var answers = new Answers(JSON, profile);
        String cursor = "0";
        LOG.info("{} answers as {}", vasp, profile);
        while (!Thread.currentThread().isInterrupted()) {
            try {
                JsonNode page = inbox.next(cursor);
                for (JsonNode entry : page.path("entries")) {
                    answer(inbox, answers, entry);
                }
                cursor = page.path("nextCursor").asString(cursor);
            } catch (IOException e) {
                LOG.warn("{} tries again: {}", vasp, e.getMessage());
                LockSupport.parkNanos(AFTER_FAILURE.toNanos());
            }
        }
        return 0;
    }

    /** New for each try: the time until which is held moves on, and the same key must carry the same body. */
    private String answerKey(String key) {
        return key + "-answer-" + clock.millis();
    }

    private void answer(Inbox inbox, Answers answers, JsonNode entry) throws IOException, InterruptedException {
        if (profile == Profile.SILENT) {
            return;
        }
        JsonNode request = entry.path("request");
        String hold = request.path("holdId").asString("");
        String key = vasp + "-" + entry.path("cursor").asString("");
        try {
            switch (entry.path("asked").asString("")) {
                case "hold" -> {
                    String state = request.path("state").asString("");
                    if (state.equals("sent") || state.equals("unacknowledged")) {
                        inbox.post(hold, "acknowledgement", key + "-ack", "{}");
                    }
                    if (state.equals("sent") || state.equals("unacknowledged") || state.equals("acknowledged")) {
                        inbox.post(
                                hold,
                                "answer",
                                answerKey(key),
                                answers.to(request, clock.instant()).toString());
                    }
                }
                case "extension" ->
                    inbox.post(
                            hold,
                            "extension-confirmation",
                            key,
                            JSON.createObjectNode()
                                    .put("until", request.path("extensionUntil").asString(""))
                                    .toString());
                case "release" -> inbox.post(hold, "release-confirmation", key, "{}");
                case "expiry" -> inbox.post(hold, "expiry-confirmation", key, "{}");
                default -> LOG.warn("{} does not know what {} asks", vasp, entry);
            }
            LOG.info("{} answered {} {}", vasp, entry.path("asked").asString(""), hold);
        } catch (Inbox.RefusedException e) {
            LOG.warn("{} was refused {} {}: {}", vasp, entry.path("asked").asString(""), hold, e.getMessage());
        }
    }
}
