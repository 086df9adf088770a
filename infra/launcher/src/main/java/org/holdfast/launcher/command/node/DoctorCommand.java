package org.holdfast.launcher.command.node;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.holdfast.api.health.HealthResponse;
import org.holdfast.api.index.ChainsResponse.FeedStatus;
import org.holdfast.launcher.client.ContractJson;
import org.holdfast.launcher.client.TracingClient;
import org.holdfast.launcher.command.CommandContext;
import org.holdfast.launcher.command.follow.FollowReport;
import org.holdfast.launcher.command.index.IndexedChain;
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

/** A check of the machine and the node. */
@Command(name = "doctor", description = "Checks this machine and this node.")
public final class DoctorCommand implements Callable<Integer> {
    private static final int JDK = 25;
    private static final long DISK_FREE_MIN = 2L << 30;
    private static final Duration LAG_MAX = Duration.ofSeconds(10);
    private static final String FEED = "feed";

    /** What one check found. */
    record Finding(String check, boolean well, String text) {
        static Finding well(String check, String text) {
            return new Finding(check, true, text);
        }

        static Finding wrong(String check, String text) {
            return new Finding(check, false, text);
        }
    }

    /** All checks for a user's program. */
    record Diagnosis(boolean well, List<Finding> findings) {}

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private CommandContext context;

    private final List<Finding> findings = new ArrayList<>();

    @Override
    public Integer call() {
        boolean json = context.json();
        NodeLayout layout = context.layout();
        check("java", () -> java(Runtime.version().feature()));
        check("parts", () -> parts(layout.home()));
        check("disk", () -> disk(layout));
        var node = NodeState.running(layout);
        if (node.isEmpty()) {
            check("node", () -> Finding.well("node", "not running; ./holdfast start starts it"));
        } else {
            check("node", () -> Finding.well("node", "process " + node.get().pid()));
            checkServices(layout, node.get());
        }
        boolean well = findings.stream().allMatch(Finding::well);
        if (json) {
            context.terminal().line(ContractJson.write(new Diagnosis(well, findings)));
        } else {
            context.terminal().line(well ? "all is well" : "something is wrong, see above");
        }
        return well ? 0 : CommandContext.BAD_INPUT;
    }

    private void checkServices(NodeLayout layout, NodeState node) {
        TracingClient tracing = context.tracing(node, Access.INVESTIGATOR);
        check("tracing", () -> readiness("tracing", tracing.readiness()));
        check("feeds", () -> feeds(tracing));
        if (Module.FREEZE.isPartOf(layout.home())) {
            check(
                    "freeze",
                    () -> readiness(
                            "freeze", context.freeze(node, Access.INVESTIGATOR).readiness()));
        }
        for (FollowReport report : FollowReport.all(layout)) {
            check("follow", () -> new Finding("follow", report.up(), report.line()));
        }
        List<IndexedChain> chains = chains(tracing);
        for (FollowedChain followed : FollowedChain.remembered(layout)) {
            check("indexed", () -> indexed(chains, followed.chain()));
        }
        for (IndexedChain chain : chains) {
            if (chain.blocks() > 0) {
                check("index", () -> index(tracing, chain));
                check("lag", () -> lag(tracing, chain.chain()));
            }
        }
    }

    /** The chains of the service. A service that does not answer is a finding of the checks before this one. */
    private static List<IndexedChain> chains(TracingClient tracing) {
        try {
            return IndexedChain.all(tracing);
        } catch (InputFaultException noAnswer) {
            return List.of();
        }
    }

    static Finding java(int version) {
        return version == JDK
                ? Finding.well("java", "JDK " + JDK)
                : Finding.wrong("java", "JDK " + version + ", " + JDK + " wanted");
    }

    private static Finding parts(Path home) {
        int built = 0;
        for (Module module : Module.values()) {
            if (module.isPartOf(home)) {
                module.javaCommand(home);
                built++;
            }
        }
        return Finding.well("parts", built + " parts built");
    }

    private static Finding disk(NodeLayout layout) {
        try {
            FileStore store = Files.getFileStore(Files.exists(layout.data()) ? layout.data() : layout.home());
            return disk(store.getUsableSpace());
        } catch (IOException e) {
            return Finding.wrong("disk", e.toString());
        }
    }

    static Finding disk(long freeBytes) {
        String text = (freeBytes >> 20) + " MiB free";
        return freeBytes >= DISK_FREE_MIN
                ? Finding.well("disk", text)
                : Finding.wrong("disk", text + ", " + (DISK_FREE_MIN >> 20) + " wanted");
    }

    private static Finding readiness(String service, HealthResponse readiness) {
        return new Finding(service, readiness.up(), readiness.status());
    }

    /** The block feeds: the service's own view, and the reason of each feed that does not read. */
    private static Finding feeds(TracingClient tracing) {
        var troubles = new ArrayList<String>();
        for (IndexedChain chain : IndexedChain.all(tracing)) {
            if (!chain.feed().state().equals(FeedStatus.READING)) {
                troubles.add(chain.chain() + " " + chain.feed().state() + ": "
                        + chain.feed().reason());
            }
        }
        var components = tracing.health().components();
        var feed = components == null ? null : components.get(FEED);
        if (troubles.isEmpty() && (feed == null || !feed.status().equals(HealthResponse.UP))) {
            troubles.add("the service reads no blocks; its feed is " + (feed == null ? "unknown" : feed.status()));
        }
        return troubles.isEmpty()
                ? Finding.well("feeds", "every block feed reads")
                : Finding.wrong("feeds", String.join("; ", troubles));
    }

    /** The value on a followed chain can be traced only if the chain is indexed. */
    private static Finding indexed(List<IndexedChain> chains, ChainId followed) {
        return chains.stream().anyMatch(chain -> chain.chain().equals(followed))
                ? Finding.well("indexed", followed + ": is indexed")
                : Finding.wrong(
                        "indexed", followed + ": is followed but not indexed; see the log of the tracing service");
    }

    private static Finding index(TracingClient tracing, IndexedChain chain) {
        String text = chain.chain() + ": " + chain.summary();
        return tracing.check(chain.chain()).sound()
                ? Finding.well("index", text)
                : Finding.wrong("index", text + "; its counts or sums are not those of its blocks");
    }

    /** A followed chain moves between two looks, so the check waits a little. */
    private static Finding lag(TracingClient tracing, ChainId chain) {
        boolean caughtUp = OwnProcess.await(() -> feed(tracing, chain).caughtUp(), LAG_MAX);
        return caughtUp
                ? Finding.well("lag", chain + ": the index has the last published block")
                : Finding.wrong(
                        "lag",
                        chain + ": the index is " + feed(tracing, chain).lagRecords()
                                + " records behind the topic, for " + LAG_MAX.toSeconds() + " s");
    }

    private static FeedStatus feed(TracingClient tracing, ChainId chain) {
        return IndexedChain.find(tracing, chain)
                .map(IndexedChain::feed)
                .orElseGet(() -> new FeedStatus(FeedStatus.STOPPED, -1, "the service no longer has the chain"));
    }

    private void check(String name, Supplier<Finding> look) {
        Finding finding;
        try {
            finding = look.get();
        } catch (InputFaultException e) {
            finding = Finding.wrong(name, e.fault().sentence());
        }
        findings.add(finding);
        if (!context.json()) {
            context.terminal().line("%-8s %s%s".formatted(name, finding.well() ? "" : "WRONG  ", finding.text()));
        }
    }
}
