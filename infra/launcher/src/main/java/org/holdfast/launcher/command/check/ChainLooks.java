package org.holdfast.launcher.command.check;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.holdfast.api.health.FollowHealthResponse;
import org.holdfast.api.index.ChainsResponse.FeedStatus;
import org.holdfast.launcher.client.TracingClient;
import org.holdfast.launcher.command.follow.FollowReport;
import org.holdfast.launcher.command.index.IndexedChain;
import org.holdfast.launcher.node.FollowedChain;
import org.holdfast.launcher.node.NodeLayout;
import org.holdfast.primitives.ChainId;
import org.holdfast.servers.OwnProcess;

/** Feeds, indexes and followed chains. */
final class ChainLooks {
    /** The looks at single chains, which begin after the list of chains has come, end so long before all looks end. */
    private static final Duration RESERVE = Duration.ofMillis(300);

    /** A followed chain moves between two looks, so a lag is looked at for a while. */
    private static final Duration LAG_MAX = Duration.ofMillis(1_500);

    private final long end =
            System.nanoTime() + Probes.COMMAND_MAX.minus(RESERVE).toNanos();
    private final Map<String, FollowHealthResponse> follows = new ConcurrentSkipListMap<>();
    private final NodeLayout layout;
    private final PartLooks parts;
    private final TracingClient tracing;
    private final boolean recounts;

    ChainLooks(NodeLayout layout, PartLooks parts, TracingClient tracing, boolean recounts) {
        this.layout = layout;
        this.parts = parts;
        this.tracing = tracing;
        this.recounts = recounts;
    }

    void add(Probes probes) {
        String late = "no answer" + probes.within();
        probes.add("feeds", () -> chains(IndexedChain.all(tracing)), parts.unanswered("feeds", "tracing", late));
        for (FollowedChain chain : FollowedChain.remembered(layout)) {
            probes.add(
                    "follow " + chain.name(),
                    () -> List.of(follow(chain)),
                    parts.unanswered("follow", chain.name(), chain.name() + ": " + late));
        }
    }

    /** The health of each adapter that has answered. */
    List<FollowHealthResponse> follows() {
        return List.copyOf(follows.values());
    }

    private Finding follow(FollowedChain chain) {
        FollowReport report = FollowReport.of(chain);
        report.health().ifPresent(health -> follows.put(chain.name(), health));
        if (report.up()) {
            return Finding.well("follow", report.line());
        }
        if (report.rests()) {
            return Finding.well("follow.rests", report.line());
        }
        return report.health().isPresent()
                ? Finding.degraded("follow.degraded", report.line())
                : parts.unanswered("follow", chain.name(), report.line());
    }

    private List<Finding> chains(List<IndexedChain> chains) {
        var findings = new ArrayList<Finding>();
        for (FollowedChain followed : FollowedChain.remembered(layout)) {
            findings.add(indexed(chains, followed.chain()));
        }
        for (IndexedChain chain : chains) {
            FeedStatus feed = chain.feed();
            if (!feed.state().equals(FeedStatus.READING)) {
                findings.add(Finding.failed(
                        "feeds." + feed.state(), chain.chain() + " " + feed.state() + ": " + feed.reason()));
            }
        }
        if (findings.stream().allMatch(Finding::isWell)) {
            findings.add(Finding.well("feeds", "every block feed reads"));
        }
        var probes = new Probes(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
        for (IndexedChain chain : chains) {
            if (chain.blocks() > 0) {
                String text = chain.chain() + ": " + chain.summary();
                if (recounts) {
                    probes.add(
                            "index " + chain.chain(),
                            () -> List.of(index(chain.chain(), text)),
                            Finding.well("index", text + "; the recount takes long and was not awaited"));
                }
                probes.add(
                        "lag " + chain.chain(),
                        () -> List.of(lag(chain.chain())),
                        Finding.degraded("lag.unknown", chain.chain() + ": no answer in time"));
            }
        }
        findings.addAll(probes.findings());
        return findings;
    }

    /** The value on a followed chain can be traced only if the chain is indexed. */
    private static Finding indexed(List<IndexedChain> chains, ChainId followed) {
        return chains.stream().anyMatch(chain -> chain.chain().equals(followed))
                ? Finding.well("indexed", followed + ": is indexed")
                : Finding.failed(
                        "indexed.not", followed + ": is followed but not indexed; see the log of the tracing service");
    }

    private Finding index(ChainId chain, String text) {
        return tracing.check(chain).sound()
                ? Finding.well("index", text)
                : Finding.failed("index.unsound", text + "; its counts or sums are not those of its blocks");
    }

    private Finding lag(ChainId chain) {
        boolean caughtUp = OwnProcess.await(() -> feed(chain).caughtUp(), LAG_MAX);
        return caughtUp
                ? Finding.well("lag", chain + ": the index has the last published block")
                : Finding.degraded(
                        "lag.behind",
                        chain + ": the index is " + feed(chain).lagRecords() + " records behind the topic, for "
                                + LAG_MAX.toMillis() + " ms");
    }

    private FeedStatus feed(ChainId chain) {
        return IndexedChain.find(tracing, chain)
                .map(IndexedChain::feed)
                .orElseGet(() -> new FeedStatus(FeedStatus.STOPPED, -1, "the service no longer has the chain"));
    }
}
