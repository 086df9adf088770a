package org.holdfast.launcher.command.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.holdfast.generators.DemoChain;
import org.holdfast.launcher.client.RestClient;
import org.holdfast.launcher.command.CommandContext;
import org.holdfast.launcher.command.Terminal;
import org.holdfast.launcher.command.hold.HoldsCommand;
import org.holdfast.launcher.command.index.ImportCommand;
import org.holdfast.launcher.command.node.PortOptions;
import org.holdfast.launcher.command.node.StatusCommand;
import org.holdfast.launcher.command.trace.LabelCommand;
import org.holdfast.launcher.command.trace.TraceCommand;
import org.holdfast.launcher.command.trace.TracePrinter;
import org.holdfast.launcher.node.Access;
import org.holdfast.launcher.node.Module;
import org.holdfast.launcher.node.NodeLayout;
import org.holdfast.launcher.node.NodeStarter;
import org.holdfast.launcher.node.NodeState;
import org.holdfast.primitives.Address;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.primitives.id.VaspId;
import org.holdfast.servers.OwnProcess;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;
import tools.jackson.databind.JsonNode;

@Command(
        name = "demo",
        description =
                "Starts everything with a small chain of its own and shows a first trace and an acknowledged hold.")
public final class DemoCommand implements Callable<Integer> {
    public static final String CASE = "DEMO-1";
    private static final ChainId CHAIN = ChainId.BITCOIN_REGTEST;
    private static final Duration HOLDS_MAX = Duration.ofSeconds(60);
    private static final Set<String> WAITING = Set.of("draft", "approved", "sent", "unacknowledged", "acknowledged");

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private CommandContext context;

    @Mixin
    private PortOptions ports = new PortOptions();

    @Override
    public Integer call() throws Exception {
        NodeLayout layout = context.layout();
        Terminal out = context.terminal();
        long begin = System.nanoTime();
        boolean again = Files.exists(layout.demo().resolve("scenario.json"));
        out.line(again ? "1. starting the node; it keeps what it had" : "1. starting the node");
        NodeState node = NodeStarter.ensure(layout, true, ports.arguments());
        StatusCommand.print(context, node);

        out.line("");
        out.line("2. a small chain with a theft, checked, published and indexed");
        JsonNode scenario = scenario(layout);
        int exit =
                ImportCommand.publish(layout, node, CHAIN, List.of(layout.demo().resolve("blk00000.dat")));
        if (exit != 0) {
            return exit;
        }
        out.line(ImportCommand.summary(ImportCommand.await(context, node, CHAIN)));

        out.line("");
        out.line("3. labels say which addresses belong to exchanges; a trace follows the theft for case " + CASE);
        RestClient tracing = context.tracing(node, Access.INVESTIGATOR);
        for (JsonNode exchange : scenario.path("exchanges")) {
            LabelCommand.put(
                    tracing,
                    "demo",
                    new Address(CHAIN, exchange.path("address").asString("")),
                    new VaspId(exchange.path("vaspId").asString("")),
                    950);
        }
        String theft = scenario.path("theft").asString("");
        TracePrinter.print(
                out,
                TraceCommand.trace(
                        tracing, out, CHAIN.text(), List.of(theft), List.of("fifo", "pro-rata", "poison"), CASE));
        out.line("first trace after " + seconds(begin) + " s");

        if (!Module.FREEZE.isPartOf(layout.home())) {
            out.line("");
            out.line("This tree has no freeze coordinator, so the demonstration ends here.");
            out.line("Try next: ./holdfast trace " + theft + " --policy all; ./holdfast doctor; ./holdfast stop");
            return 0;
        }
        out.line("");
        out.line("4. hold requests were drafted; a second person approves; the exchanges answer");
        JsonNode holds = holds(node);
        HoldsCommand.print(out, holds);
        RestClient freeze = context.freeze(node, Access.INVESTIGATOR);
        for (JsonNode hold : holds.path("holds")) {
            out.line("");
            HoldsCommand.printSteps(
                    out, freeze.get("/v1/holds/" + hold.path("holdId").asString("")));
        }
        out.line("holds answered after " + seconds(begin) + " s");
        out.line("");
        out.line("Try next: ./holdfast holds; ./holdfast trace " + theft + " --policy all; ./holdfast doctor;"
                + " ./holdfast stop");
        return 0;
    }

    private static long seconds(long begin) {
        return Duration.ofNanos(System.nanoTime() - begin).toSeconds();
    }

    /** The demonstration's chain, made once; a run that was cut off makes it again, to the same bytes. */
    private static JsonNode scenario(NodeLayout layout) throws IOException {
        Path file = layout.demo().resolve("scenario.json");
        if (Files.notExists(file)) {
            DemoChain.write(layout.demo());
        }
        return RestClient.JSON.readTree(Files.readString(file));
    }

    /** Waits for the drafts, approves them, waits for the answers. */
    private JsonNode holds(NodeState node) {
        RestClient investigator = context.freeze(node, Access.INVESTIGATOR);
        RestClient supervisor = context.freeze(node, Access.SUPERVISOR);
        String path = "/v1/holds?caseId=" + CASE;
        OwnProcess.await(() -> investigator.get(path).path("holds").size() >= Access.EXCHANGES.size(), HOLDS_MAX);
        for (JsonNode hold : investigator.get(path).path("holds")) {
            if (hold.path("state").asString("").equals("draft")) {
                supervisor.post(
                        "/v1/holds/" + hold.path("holdId").asString("") + "/approval",
                        RestClient.JSON.createObjectNode());
            }
        }
        boolean answered =
                OwnProcess.await(() -> answered(investigator.get(path).path("holds")), HOLDS_MAX);
        JsonNode holds = investigator.get(path);
        if (!answered) {
            throw new InputFaultException(new InputFault(
                    "launcher.demo.unanswered",
                    "not every hold was answered in time",
                    "case " + CASE,
                    "an answer to each within " + HOLDS_MAX.toSeconds() + " s",
                    InputFault.quote(holds.toString()),
                    "look at the logs of the freeze coordinator and the robots in the data directory"));
        }
        return holds;
    }

    private static boolean answered(JsonNode holds) {
        if (holds.isEmpty()) {
            return false;
        }
        for (JsonNode hold : holds) {
            if (WAITING.contains(hold.path("state").asString(""))) {
                return false;
            }
        }
        return true;
    }
}
