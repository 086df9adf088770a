package org.holdfast.chain.app;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.holdfast.chain.app.config.SystemClock;
import org.holdfast.chain.app.follow.AcceptedBranch;
import org.holdfast.chain.app.follow.BranchAcceptance;
import org.holdfast.chain.app.follow.ChainFollowing;
import org.holdfast.chain.app.follow.FollowBounds;
import org.holdfast.chain.app.follow.FollowEndpoint;
import org.holdfast.chain.app.follow.FollowStatus;
import org.holdfast.chain.app.follow.RoomySource;
import org.holdfast.chain.app.kafka.KafkaBlockPublisher;
import org.holdfast.chain.app.kafka.KafkaStoredBlocks;
import org.holdfast.chain.spi.follow.Finality;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.primitives.chain.ChainProfile;
import org.holdfast.primitives.chain.Chains;
import org.holdfast.primitives.chain.FinalityRule;
import org.holdfast.primitives.disk.DiskRoom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "follow",
        description =
                "Follows a chain's tip until it is stopped: checks and publishes blocks, takes back reorganised ones.")
final class FollowCommand implements Callable<Integer> {
    /** How long the end of the process waits for the move that is being made. */
    private static final Duration STOP_MAX = Duration.ofSeconds(60);

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private SourceOptions sourceOptions = new SourceOptions();

    @Mixin
    private BrokerOptions broker = new BrokerOptions();

    @Option(names = "--replication", description = "Copies of each topic that has to be made (default: 1).")
    private short replication = 1;

    @Option(
            names = "--final-depth",
            paramLabel = "BLOCKS",
            description =
                    "A block with this many blocks on it is final: a deeper reorg stops the adapter (default: 100; "
                            + "on EVM chains what the chain itself calls finalized).")
    private @Nullable Integer finalDepth;

    @Option(names = "--from", paramLabel = "HEIGHT", description = "Where to begin if nothing is published yet.")
    private @Nullable Long from;

    @Option(
            names = "--accept-branch",
            paramLabel = "HEIGHT:HASH",
            description = "Follow the branch of this block although final blocks are retracted for it; recorded.")
    private @Nullable String acceptBranch;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why the branch is accepted.")
    private String reason = "";

    @Option(names = "--accepted-by", paramLabel = "NAME", description = "Who accepts it (default: the user).")
    private String acceptedBy = System.getProperty("user.name", "");

    @Option(
            names = "--http-port",
            paramLabel = "PORT",
            description = "Loopback port of health and metrics (default: free).")
    private int httpPort;

    @Option(
            names = "--patience",
            paramLabel = "DURATION",
            description = "Health says degraded once the source is silent or behind for this long (default: PT1M).")
    private Duration patience = FollowBounds.DEFAULT.patience();

    @Override
    public Integer call() throws Exception {
        checkDepth();
        Optional<BranchAcceptance> acceptance = acceptance();
        var out = spec.commandLine().getOut();
        try (var source = new RoomySource(sourceOptions.open(), DiskRoom.ofProperties())) {
            ChainId chain = source.chain();
            ChainProfile profile = Chains.profile(chain);
            Finality finality = finality(profile);
            var bounds = FollowBounds.DEFAULT.withPatience(patience);
            var status =
                    new FollowStatus(chain, profile.assumptions(), SystemClock.utc(), bounds.patience(), this::say);
            try (var publisher = KafkaBlockPublisher.open(broker.access(), chain, replication);
                    var endpoint = FollowEndpoint.open(status, httpPort)) {
                OptionalLong begin = from == null ? OptionalLong.empty() : OptionalLong.of(from);
                var following = new ChainFollowing(source, publisher, finality, begin, acceptance, bounds, status);
                profile.assumptions().forEach(text -> out.println(now() + " assumed of " + chain + ": " + text));
                out.println(now() + " following " + chain + " from "
                        + publisher.published().tip().map(Object::toString).orElse("nothing")
                        + ", health and metrics at http://127.0.0.1:" + endpoint.port() + "/actuator/health");
                out.flush();
                runUntilSignal(following);
            }
        }
        return 0;
    }

    /** The log of an adapter that follows for weeks has times. */
    private static Instant now() {
        return SystemClock.utc().instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private Optional<BranchAcceptance> acceptance() {
        return Optional.ofNullable(acceptBranch)
                .map(block -> new BranchAcceptance(
                        AcceptedBranch.of(block, reason, acceptedBy),
                        (published, height) -> KafkaStoredBlocks.hashesFrom(broker.access(), published, height),
                        SystemClock.utc()));
    }

    /** A line of the log. Two threads write it. */
    private void say(String line) {
        var out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }

    private void checkDepth() {
        if (finalDepth != null && (finalDepth < 1 || finalDepth > Finality.ByDepth.DEPTH_MAX)) {
            throw new InputFaultException(new InputFault(
                    "chain.follow.depth-out-of-range",
                    "a final depth is out of range",
                    "--final-depth",
                    "1 to " + Finality.ByDepth.DEPTH_MAX,
                    Integer.toString(finalDepth),
                    "choose one in that range"));
        }
    }

    private Finality finality(ChainProfile profile) {
        if (finalDepth != null) {
            return new Finality.ByDepth(finalDepth);
        }
        return switch (profile.finality()) {
            case FinalityRule.Depth(int blocks) -> new Finality.ByDepth(blocks);
            case FinalityRule.Finalized() -> new Finality.BySource();
        };
    }

    /** A signal lets the move that is being made end; so does the closing of what was opened. */
    private static void runUntilSignal(ChainFollowing following) throws InterruptedException {
        var ended = new CountDownLatch(1);
        var hook = new Thread(() -> {
            following.stop();
            try {
                if (!ended.await(STOP_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
                    Thread.currentThread().interrupt();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            following.run();
        } finally {
            ended.countDown();
        }
    }
}
