package org.holdfast.launcher.command.node;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.holdfast.launcher.client.RestClient;
import org.holdfast.launcher.command.CommandContext;
import org.holdfast.launcher.command.follow.FollowReport;
import org.holdfast.launcher.command.index.ImportCommand;
import org.holdfast.launcher.command.index.IndexProgress;
import org.holdfast.launcher.node.Access;
import org.holdfast.launcher.node.FollowedChain;
import org.holdfast.launcher.node.Module;
import org.holdfast.launcher.node.NodeLayout;
import org.holdfast.launcher.node.NodeState;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.servers.OwnProcess;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;
import tools.jackson.databind.JsonNode;

@Command(name = "doctor", description = "Looks whether this machine and this node are well.")
public final class DoctorCommand implements Callable<Integer> {
    private static final long DISK_FREE_MIN = 2L << 30;
    private static final Duration LAG_MAX = Duration.ofSeconds(10);

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private CommandContext context;

    private boolean well = true;

    @Override
    public Integer call() {
        NodeLayout layout = context.layout();
        check("java", () -> {
            int version = Runtime.version().feature();
            return version == 25 ? "JDK 25" : bad("JDK " + version + ", 25 wanted");
        });
        check("parts", () -> {
            int built = 0;
            for (Module module : Module.values()) {
                if (module.isPartOf(layout.home())) {
                    module.javaCommand(layout.home());
                    built++;
                }
            }
            return built + " parts built";
        });
        check("disk", () -> {
            try {
                var folder = Files.exists(layout.data()) ? layout.data() : layout.home();
                long free = Files.getFileStore(folder).getUsableSpace();
                String text = (free >> 20) + " MiB free";
                return free >= DISK_FREE_MIN ? text : bad(text + ", " + (DISK_FREE_MIN >> 20) + " wanted");
            } catch (IOException e) {
                return bad(e.toString());
            }
        });
        var node = NodeState.running(layout);
        if (node.isEmpty()) {
            check("node", () -> "not running; ./holdfast start starts it");
        } else {
            check("node", () -> "process " + node.get().pid());
            RestClient tracing = context.tracing(node.get(), Access.INVESTIGATOR);
            RestClient freeze = context.freeze(node.get(), Access.INVESTIGATOR);
            check("tracing", () -> health(tracing));
            check("feeds", () -> feeds(tracing.health("/actuator/health")));
            if (Module.FREEZE.isPartOf(layout.home())) {
                check("freeze", () -> health(freeze));
            }
            for (FollowReport report : FollowReport.all(layout)) {
                check("follow", () -> report.up() ? report.line() : bad(report.line()));
            }
            for (FollowedChain followed : FollowedChain.remembered(layout)) {
                check("indexed", () -> indexed(tracing, followed));
            }
            for (JsonNode chain : tracing.get("/v1/chains").path("chains")) {
                if (chain.path("blocks").asLong(0) > 0) {
                    checkChain(node.get(), tracing, chain);
                }
            }
        }
        context.terminal().line(well ? "all is well" : "something is wrong, see above");
        return well ? 0 : CommandContext.BAD_INPUT;
    }

    /** A chain that is followed has an index, or its value cannot be traced. */
    private String indexed(RestClient tracing, FollowedChain followed) {
        ChainId chain = followed.chain();
        return IndexProgress.indexed(tracing, chain).has("chain")
                ? chain + ": is indexed"
                : bad(chain + ": is followed but not indexed; see the log of the tracing service");
    }

    private void checkChain(NodeState node, RestClient tracing, JsonNode chain) {
        var id = new ChainId(chain.path("chain").asString(""));
        check("index", () -> {
            JsonNode report = tracing.post("/v1/chains/" + id.text() + "/check", RestClient.JSON.createObjectNode());
            String text = id + ": " + ImportCommand.summary(chain);
            return report.path("sound").asBoolean(false) ? text : bad(text + "; " + report);
        });
        check("lag", () -> {
            // A chain that is followed moves between the two looks.
            boolean caughtUp = OwnProcess.await(
                    () -> IndexProgress.endsWith(
                            IndexProgress.indexed(tracing, id),
                            IndexProgress.published(node.kafka(), id).orElse("")),
                    LAG_MAX);
            return caughtUp
                    ? id + ": the index has the last published block"
                    : bad(id + ": the index is behind block "
                            + IndexProgress.published(node.kafka(), id).orElse("")
                            + ", for " + LAG_MAX.toSeconds() + " s");
        });
    }

    private static String health(RestClient service) {
        return service.get("/actuator/health/readiness").path("status").asString("");
    }

    /** The feeds of blocks, of which one that stands is named with its reason. */
    private String feeds(JsonNode health) {
        JsonNode feed = health.path("components").path("feed");
        if (feed.path("status").asString("").equals("UP")) {
            return "every feed of blocks goes on";
        }
        var standing = new ArrayList<String>();
        feed.path("details").properties().forEach(chain -> {
            String text = chain.getValue().asString("");
            if (!text.startsWith("height")) {
                standing.add(chain.getKey() + " " + text);
            }
        });
        return bad(standing.isEmpty() ? "blocks are not being read: " + health : String.join("; ", standing));
    }

    private String bad(String text) {
        well = false;
        return "WRONG  " + text;
    }

    private void check(String name, Supplier<String> look) {
        String found;
        try {
            found = look.get();
        } catch (InputFaultException e) {
            found = bad(e.fault().sentence());
        }
        context.terminal().line("%-8s %s".formatted(name, found));
    }
}
