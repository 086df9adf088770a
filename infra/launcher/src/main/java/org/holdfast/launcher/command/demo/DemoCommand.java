package org.holdfast.launcher.command.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.holdfast.api.hold.HoldsResponse;
import org.holdfast.api.hold.HoldsResponse.Hold;
import org.holdfast.api.program.DemoScenario;
import org.holdfast.generators.DemoChain;
import org.holdfast.launcher.client.ContractJson;
import org.holdfast.launcher.client.HoldsClient;
import org.holdfast.launcher.client.TracingClient;
import org.holdfast.launcher.command.CommandContext;
import org.holdfast.launcher.command.Terminal;
import org.holdfast.launcher.command.hold.HoldPrinter;
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
import org.holdfast.primitives.id.HoldId;
import org.holdfast.primitives.id.VaspId;
import org.holdfast.servers.OwnProcess;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** A tour of the product on a small chain, from the blocks of a theft to the answers of exchanges. */
@Command(
        name = "demo",
        description = "Starts a node, imports a small chain with a theft, and shows a first trace and answered holds.")
public final class DemoCommand implements Callable<Integer> {
    private static final String CASE = "DEMO-1";
    private static final ChainId CHAIN = ChainId.BITCOIN_REGTEST;
    private static final int LABEL_CONFIDENCE = 950;
    private static final Duration HOLDS_MAX = Duration.ofSeconds(60);
    private static final String DRAFT = "draft";
    /** States of a hold request that its exchange has not answered. */
    private static final Set<String> UNANSWERED = Set.of(DRAFT, "approved", "sent", "unacknowledged", "acknowledged");

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
        boolean again = Files.exists(scenarioFile(layout));
        out.line(again ? "1. starting the node; it keeps its earlier data" : "1. starting the node");
        NodeState node = NodeStarter.ensure(layout, true, ports.arguments(), context.terminal()::error);
        StatusCommand.printAddresses(context, node);

        out.line("");
        out.line("2. a small chain with a theft, checked, published and indexed");
        DemoScenario scenario = scenario(layout);
        TracingClient tracing = context.tracing(node, Access.INVESTIGATOR);
        var published = ImportCommand.publish(
                layout,
                node,
                CHAIN,
                List.of("--", layout.demo().resolve("blk00000.dat").toString()));
        if (published.report().isEmpty() || published.report().get().tip() == null) {
            return published.exit();
        }
        out.line(ImportCommand.await(tracing, CHAIN, published.report().get().tip())
                .summary());

        out.line("");
        out.line("3. labels name the addresses of exchanges; a trace follows the theft for case " + CASE);
        for (var exchange : scenario.exchanges()) {
            var address = new Address(CHAIN, exchange.address());
            tracing.putLabels(LabelCommand.labels("demo", address, new VaspId(exchange.vaspId()), LABEL_CONFIDENCE));
        }
        TracePrinter.print(
                out,
                TraceCommand.trace(
                        tracing,
                        out,
                        CHAIN.text(),
                        List.of(scenario.theft()),
                        List.of("fifo", "pro-rata", "poison"),
                        CASE));
        out.line("first trace after " + seconds(begin) + " s");
        out.line("");
        if (Module.FREEZE.isPartOf(layout.home())) {
            showHolds(node, begin);
        } else {
            out.line("This tree has no freeze coordinator, so the demonstration ends here.");
        }
        out.line("Try next: ./holdfast holds; ./holdfast trace " + scenario.theft()
                + " --policy all; ./holdfast doctor; ./holdfast stop");
        return 0;
    }

    private void showHolds(NodeState node, long begin) {
        Terminal out = context.terminal();
        out.line("4. hold requests were drafted; a second person approves; the exchanges answer");
        HoldsClient investigator = context.freeze(node, Access.INVESTIGATOR);
        HoldsResponse holds = answered(investigator, context.freeze(node, Access.SUPERVISOR));
        HoldsCommand.print(out, holds);
        for (Hold hold : holds.holds()) {
            out.line("");
            HoldPrinter.history(out, investigator.hold(hold.holdId()));
        }
        out.line("holds answered after " + seconds(begin) + " s");
        out.line("");
    }

    private static long seconds(long begin) {
        return Duration.ofNanos(System.nanoTime() - begin).toSeconds();
    }

    private static Path scenarioFile(NodeLayout layout) {
        return layout.demo().resolve("scenario.json");
    }

    /** The demonstration's chain, made once. After an interruption it is made again, to the same bytes. */
    private static DemoScenario scenario(NodeLayout layout) throws IOException {
        Path file = scenarioFile(layout);
        if (Files.notExists(file)) {
            DemoChain.write(layout.demo());
        }
        return ContractJson.read(Files.readString(file), DemoScenario.class);
    }

    /** Waits for the drafts, approves them and waits for the answers. */
    private static HoldsResponse answered(HoldsClient investigator, HoldsClient supervisor) {
        OwnProcess.await(() -> investigator.holds(CASE).holds().size() >= Access.EXCHANGES.size(), HOLDS_MAX);
        for (Hold hold : investigator.holds(CASE).holds()) {
            if (hold.state().equals(DRAFT)) {
                supervisor.approve(new HoldId(hold.holdId()));
            }
        }
        boolean answered = OwnProcess.await(() -> allAnswered(investigator.holds(CASE)), HOLDS_MAX);
        HoldsResponse holds = investigator.holds(CASE);
        if (!answered) {
            throw new InputFaultException(new InputFault(
                    "launcher.demo.unanswered",
                    "an exchange did not answer in time",
                    "case " + CASE,
                    "an answer to each hold request within " + HOLDS_MAX.toSeconds() + " s",
                    InputFault.quote(ContractJson.write(holds)),
                    "look at the logs of the freeze coordinator and the robots in the data directory"));
        }
        return holds;
    }

    private static boolean allAnswered(HoldsResponse holds) {
        return !holds.holds().isEmpty() && holds.holds().stream().noneMatch(hold -> UNANSWERED.contains(hold.state()));
    }
}
