package org.holdfast.launcher.stub;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.holdfast.api.health.FollowHealthResponse;
import org.holdfast.api.health.HealthResponse;
import org.holdfast.api.hold.HoldLineBody;
import org.holdfast.api.hold.HoldResponse;
import org.holdfast.api.hold.HoldsResponse;
import org.holdfast.api.hold.LeftOutBody;
import org.holdfast.api.hold.TransactionBlock;
import org.holdfast.api.index.ChainsResponse;
import org.holdfast.api.index.ChainsResponse.ChainStatus;
import org.holdfast.api.index.ChainsResponse.FeedStatus;
import org.holdfast.api.index.ChainsResponse.LedgerStatus;
import org.holdfast.api.index.ChainsResponse.SegmentStatus;
import org.holdfast.api.trace.TraceResponse;
import org.holdfast.api.trace.TraceResponse.EndResult;
import org.holdfast.api.trace.TraceResponse.PolicyResult;
import org.holdfast.api.trace.TraceResponse.Sheet;
import org.holdfast.launcher.node.NodeParts;
import org.holdfast.launcher.node.PartStatus;
import org.jspecify.annotations.Nullable;

/** Answers of services as tests need them, with plausible values. */
public final class Answers {
    /** The chain of the answers: Bitcoin's regression test network. */
    public static final String REGTEST = "bip122:0f9188f13cb7b2c71f2a335e3a4fc328";

    /** The native asset of that chain. */
    public static final String COIN = REGTEST + "/slip44:1";

    /** An account chain. */
    public static final String ETHEREUM = "eip155:1";

    /** A feed that has read everything. */
    public static final FeedStatus READ = new FeedStatus(FeedStatus.READING, 0, null);

    private Answers() {}

    /** A transaction id of one repeated byte. */
    public static String tx(String twoDigits) {
        return twoDigits.repeat(32);
    }

    /** A service with these chains of outputs and no ledgers. */
    public static ChainsResponse chains(ChainStatus... chains) {
        return new ChainsResponse(List.of(chains), List.of());
    }

    /** A chain of outputs whose only segment ends with a block of that hash. */
    public static ChainStatus chain(String id, long blocks, String lastHash, FeedStatus feed) {
        List<SegmentStatus> segments =
                blocks == 0 ? List.of() : List.of(new SegmentStatus(0, tx("00"), blocks - 1, lastHash));
        return new ChainStatus(
                id, segments, blocks, 10 * blocks, 12, 30, 18, "5000", "4000", 0, 4096, 3 * blocks, feed);
    }

    /** A chain of accounts. */
    public static LedgerStatus ledger(String id, long blocks, long shortfalls) {
        return new LedgerStatus(id, List.of(), blocks, 40, 80, 7, shortfalls, 4096, 3, READ);
    }

    /** A service that is up, with a feed that is up. */
    public static HealthResponse up() {
        return new HealthResponse(HealthResponse.UP, Map.of("feed", part(HealthResponse.UP, Map.of())));
    }

    /** A node that tells of its tracing service alone: its state, and the reason of its last end. */
    public static NodeParts part(PartStatus.State state, String cause) {
        return new NodeParts(List.of(new PartStatus("tracing", state, 0, 3, cause, "2026-01-01T00:00:00Z", 0)));
    }

    /** A part of a service. */
    public static HealthResponse.Component part(String status, Map<String, Object> details) {
        return new HealthResponse.Component(status, details);
    }

    /** A service with one part that is not up. */
    public static HealthResponse down(String part, Map<String, Object> details) {
        return new HealthResponse(HealthResponse.DOWN, Map.of(part, part(HealthResponse.DOWN, details)));
    }

    /** An adapter in that state. */
    public static FollowHealthResponse follow(String status, String state, String trouble) {
        return new FollowHealthResponse(
                status, REGTEST, List.of(), state, 5, trouble, List.of(), 120, tx("aa"), 20, 121, 1, 30, 2, -1, -1, 6,
                0, 3);
    }

    /** A trace without a result. */
    public static TraceResponse trace(String id, String state) {
        return trace(id, state, null);
    }

    /** A trace with or without a result. */
    public static TraceResponse trace(String id, String state, TraceResponse.@Nullable Result result) {
        return new TraceResponse(
                id,
                "forward",
                state,
                REGTEST,
                null,
                "investigator-1",
                "2026-01-01T00:00:00Z",
                new TraceResponse.Progress(17, 1),
                null,
                null,
                result);
    }

    /** A finished trace of these policies. */
    public static TraceResponse finished(String id, PolicyResult... policies) {
        return trace(id, "finished", result(List.of(policies), null, null));
    }

    /** A finished trace over blocks whose difficulty could not be checked. */
    public static TraceResponse unchecked(String id, TraceResponse.Heights... heights) {
        TraceResponse.Result checked = result(List.of(fifo(1, 1)), null, null);
        return trace(
                id,
                "finished",
                new TraceResponse.Result(
                        checked.digest(),
                        checked.resultDigest(),
                        checked.engineVersion(),
                        checked.labelSet(),
                        checked.heuristicSet(),
                        checked.tip(),
                        List.of(heights),
                        checked.destinations(),
                        checked.policies(),
                        null,
                        null));
    }

    /** A result. */
    public static TraceResponse.Result result(
            List<PolicyResult> policies,
            TraceResponse.@Nullable PathsResult paths,
            TraceResponse.@Nullable BoundsResult bounds) {
        return new TraceResponse.Result(
                tx("d1"),
                tx("d2"),
                "engine-1",
                "labels-1",
                "same-script",
                new TraceResponse.Tip(99, tx("bb")),
                null,
                2,
                policies,
                paths,
                bounds);
    }

    /** What FIFO says: one sheet, with ends of one base unit each, of which the answer carries the first ones. */
    public static PolicyResult fifo(long seeds, int endsOnPage) {
        var ends = new ArrayList<EndResult>();
        for (int n = 0; n < endsOnPage; n++) {
            ends.add(end(tx("cc") + ":" + n, null, "1", "unspent", null));
        }
        var sheet = new Sheet(COIN, Long.toString(seeds), "0", "0", Map.of("unspent", Long.toString(seeds)));
        return policy("fifo", List.of(sheet), Long.toString(seeds), seeds, ends);
    }

    /** What a policy says. */
    public static PolicyResult policy(
            String name, List<Sheet> sheets, @Nullable String seedTotal, long endCount, List<EndResult> ends) {
        return new PolicyResult(
                name,
                "lawful doctrine",
                "used by courts",
                "whole units",
                null,
                sheets,
                seedTotal,
                "0",
                "0",
                new TreeMap<>(),
                true,
                42,
                Map.of(),
                endCount,
                ends,
                null);
    }

    /** An end. */
    public static EndResult end(
            String outpoint, @Nullable String address, String traced, String reason, @Nullable String vasp) {
        return new EndResult(outpoint, address, null, 5, traced, traced, traced, reason, vasp, null, null);
    }

    /** A hold request in a list. */
    public static HoldsResponse.Hold hold(String id, String vasp, String state) {
        return new HoldsResponse.Hold(
                id,
                "CASE-1",
                vasp,
                null,
                state,
                COIN,
                "700",
                "500",
                "stands",
                null,
                null,
                "2026-01-01T00:00:00Z",
                "2026-01-01T00:00:01Z");
    }

    /** A hold request with two events. */
    public static HoldResponse holdWithHistory(String id, String vasp, String state) {
        var lost = new HoldResponse.Fact("lost", "conflict", "spent elsewhere", "2026-01-02T00:00:00Z", null, null);
        return holdWithHistory(id, vasp, state, lost);
    }

    /** A hold request with two events whose fact is {@code fact}. */
    public static HoldResponse holdWithHistory(String id, String vasp, String state, HoldResponse.Fact fact) {
        return new HoldResponse(
                id,
                "CASE-1",
                vasp,
                null,
                null,
                state,
                new HoldResponse.Basis("vasp.voluntary", 1, "design", "own"),
                "summary",
                "text",
                "investigator-1",
                "supervisor-1",
                List.of(new HoldLineBody(
                        1,
                        COIN,
                        "bcrt1q",
                        null,
                        "700",
                        1L,
                        List.of(new TransactionBlock("ab".repeat(32), 5, "cd".repeat(32))))),
                new HoldResponse.Tip(5, "cd".repeat(32)),
                fact,
                List.of(new LeftOutBody("bcrt1p", null, "9", "4", List.of("h0"))),
                List.of(new HoldResponse.OtherCase("h5", "CASE-2", "sent")),
                List.of(),
                List.of(
                        new HoldResponse.Step("HoldDrafted", "2026-01-01T00:00:00Z", "investigator-1", "700 asked"),
                        new HoldResponse.Step("HoldSent", "2026-01-01T00:00:01Z", null, null)));
    }
}
