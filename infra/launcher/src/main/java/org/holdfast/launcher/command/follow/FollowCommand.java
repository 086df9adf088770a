package org.holdfast.launcher.command.follow;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.holdfast.launcher.client.ContractJson;
import org.holdfast.launcher.command.CommandContext;
import org.holdfast.launcher.node.DataLock;
import org.holdfast.launcher.node.FollowedChain;
import org.holdfast.launcher.node.NodeLayout;
import org.holdfast.launcher.node.NodeStarter;
import org.holdfast.launcher.node.NodeState;
import org.holdfast.launcher.node.PartEnd;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.servers.OwnProcess;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Turns the following of a chain on or off. */
@Command(
        name = "follow",
        description = {
            "Follows the node of a chain in the background and after restarts, until --off ends it.",
            "Exit codes: 0 the source has answered, 2 bad arguments, 4 it does not answer yet and is waited for."
        })
public final class FollowCommand implements Callable<Integer> {
    private static final Duration ANSWER_MAX = Duration.ofMinutes(2);

    /** The exit code while the source is waited for; the same as that of a degraded status. */
    private static final int WAITS = 4;

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private CommandContext context;

    @Mixin
    private FollowOptions options = new FollowOptions();

    @Option(names = "--off", description = "Stop following the chain. Published blocks stay.")
    private boolean off;

    @Override
    public Integer call() {
        NodeLayout layout = context.layout();
        var chain = FollowedChain.of(layout, options.chain());
        List<String> arguments = options.arguments(chain.arguments());
        // An adapter that runs with the old arguments, and its log, must not be taken for the answer.
        chain.forget();
        if (DataLock.holder(layout).isEmpty() && NodeState.running(layout).isEmpty()) {
            // A node that was killed left it.
            OwnProcess.stopRecorded(chain.folder(), chain.name(), "TERM", ANSWER_MAX);
        }
        OwnProcess.await(() -> chain.port().isEmpty(), ANSWER_MAX);
        chain.forgetLastRun();
        if (off) {
            context.terminal().line(chain.name() + " is off");
            return 0;
        }
        chain.remember(arguments);
        NodeStarter.ensure(layout, false, List.of(), context.terminal()::error);
        FollowReport report = await(chain);
        context.terminal()
                .line(context.json() ? report.health().map(ContractJson::write).orElse("") : report.line());
        return report.started() ? 0 : WAITS;
    }

    /** Waits until the source has answered, or the adapter says why not. An adapter that gives up is a fault. */
    private static FollowReport await(FollowedChain chain) {
        long end = System.nanoTime() + ANSWER_MAX.toNanos();
        while (System.nanoTime() < end) {
            OwnProcess.await(() -> FollowReport.of(chain).saysHowItIs(), LOOK_AGAIN);
            FollowReport report = FollowReport.of(chain);
            if (report.saysHowItIs()) {
                return report;
            }
            Optional<PartEnd> ended = chain.lastEnd();
            if (ended.isPresent() && ended.get().isRefusal()) {
                throw notStarted(chain, ended.get().lastWords());
            }
        }
        throw notStarted(chain, chain.lastWords());
    }

    private static InputFaultException notStarted(FollowedChain chain, String lastWords) {
        return new InputFaultException(new InputFault(
                "launcher.follow.not-started",
                "the chain is not followed",
                chain.log().toString(),
                "an adapter that answers within " + ANSWER_MAX.toSeconds() + " s",
                lastWords,
                "mend that and run the same command again, or ./holdfast follow --off"));
    }
}
