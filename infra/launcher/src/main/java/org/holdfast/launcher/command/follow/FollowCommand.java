package org.holdfast.launcher.command.follow;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.holdfast.launcher.command.CommandContext;
import org.holdfast.launcher.node.FollowedChain;
import org.holdfast.launcher.node.NodeLayout;
import org.holdfast.launcher.node.NodeStarter;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.servers.OwnProcess;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "follow",
        description = "Follows a chain's node in the background, also after a restart, until told to stop with --off.")
public final class FollowCommand implements Callable<Integer> {
    private static final Duration ANSWER_MAX = Duration.ofMinutes(2);

    /** How a fault begins, and nothing else that a JVM may say. */
    private static final Pattern FAULT = Pattern.compile("^[a-z0-9-]+(\\.[a-z0-9-]+){1,2}: ");

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private CommandContext context;

    @Mixin
    private FollowOptions options = new FollowOptions();

    @Option(names = "--off", description = "No longer follows the chain; what is published stays.")
    private boolean off;

    @Override
    public Integer call() {
        NodeLayout layout = context.layout();
        var chain = FollowedChain.of(layout, options.chain());
        // What runs with other arguments, and what it said, must not be taken for the answer.
        chain.forget();
        OwnProcess.await(() -> chain.port().isEmpty(), ANSWER_MAX);
        chain.forgetLog();
        if (off) {
            context.terminal().line(chain.name() + " is off");
            return 0;
        }
        chain.remember(options.arguments());
        NodeStarter.ensure(layout, false, List.of());
        FollowReport report = await(chain);
        context.terminal()
                .line(context.json() ? report.health().map(Object::toString).orElse("") : report.line());
        return 0;
    }

    /** Waits until the adapter answers that it is up; one that ends is an error with its last words. */
    private static FollowReport await(FollowedChain chain) {
        Optional<FollowReport> last = Optional.empty();
        long end = System.nanoTime() + ANSWER_MAX.toNanos();
        while (System.nanoTime() < end) {
            OwnProcess.await(() -> FollowReport.of(chain).up(), Duration.ofSeconds(1));
            last = Optional.of(FollowReport.of(chain));
            if (last.get().up() && !last.get().line().contains("starting")) {
                return last.get();
            }
            if (FAULT.matcher(chain.lastWords()).find()) {
                break;
            }
        }
        throw new InputFaultException(new InputFault(
                "launcher.follow.not-started",
                "the chain is not followed",
                chain.log().toString(),
                "an adapter that answers within " + ANSWER_MAX.toSeconds() + " s",
                chain.lastWords(),
                "mend that and run the same command again, or ./holdfast follow --off"));
    }
}
